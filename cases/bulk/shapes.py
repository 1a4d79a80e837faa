"""Shapes: cases with marks, frozen by the register's own code; every generated case is one of them, filled."""

import datetime
import random
import uuid
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision

from cases.bulk.invented import scattered
from cases.bulk.marks import Mark, Row, Text
from cases.bulk.rows import values_of
from cases.models import PunishmentBasis, PunishmentCasePage, PunishmentSubject
from cms import clock
from cms.register.content import freeze
from cms.register.ledger import canonical
from cms.register.models import Entry, EntryContent, EntrySubject
from cms.rules.models import Field, Severity
from cms.units.models import Authority, Town

SHAPES = 400
LONGEST_AGO = 1000  # days since the decision: serious cases are public for three years
STILL_PUBLIC = datetime.timedelta(days=60)  # every case stays public at least that long after it was generated

# What was done, and the law that forbids it.
ACTS = [
    ("未按规定公示信息", "《企业信息公示暂行条例》", "第八条"),
    ("逾期不缴纳罚款", "《中华人民共和国行政处罚法》", "第七十二条"),
    ("提供虚假材料", "《中华人民共和国市场主体登记管理条例》", "第四十条"),
    ("拖欠农民工工资", "《保障农民工工资支付条例》", "第三条"),
    ("销售不合格产品", "《中华人民共和国产品质量法》", "第四十九条"),
    ("超标排放废水", "《中华人民共和国水污染防治法》", "第八十三条"),
    ("生产标签不符的食品", "《中华人民共和国食品安全法》", "第一百二十五条"),
    ("经营超过保质期的食品", "《中华人民共和国食品安全法》", "第一百二十四条"),
    ("未取得许可从事道路运输", "《中华人民共和国道路运输条例》", "第六十三条"),
    ("货车超限超载", "《公路安全保护条例》", "第六十四条"),
    ("违法转包工程", "《建设工程质量管理条例》", "第六十二条"),
    ("未组织安全生产培训", "《中华人民共和国安全生产法》", "第九十七条"),
    ("虚开增值税发票", "《中华人民共和国发票管理办法》", "第三十五条"),
    ("侵犯注册商标专用权", "《中华人民共和国商标法》", "第六十条"),
    ("发布虚假广告", "《中华人民共和国广告法》", "第五十五条"),
    ("价格欺诈", "《中华人民共和国价格法》", "第四十条"),
    ("销售劣质化肥", "《中华人民共和国产品质量法》", "第五十条"),
    ("擅自倾倒建筑垃圾", "《中华人民共和国固体废物污染环境防治法》", "第一百一十一条"),
    ("统计资料造假", "《中华人民共和国统计法》", "第四十一条"),
    ("未按期检验特种设备", "《中华人民共和国特种设备安全法》", "第八十四条"),
]
PLACES = ["厂区", "仓库", "门店", "工地", "办公场所", "生产线", "码头", "冷库", "展厅", "停车场", "养殖场", "后厨"]
FINDINGS = [
    "现场检查笔录和照片证实",
    "经抽样检验",
    "根据群众举报",
    "在专项整治中查明",
    "经大数据比对",
    "随机抽查时查明",
]
ENDINGS = ["当事人已完成整改。", "当事人承诺不再违法。", "当事人已足额缴纳罚款。", "当事人仍在整改，执法人员将回访。"]
NAMESPACE = uuid.UUID("5eedb10c-0000-4000-8000-000000000000")  # of the names of blocks


class Shapes:
    """The shapes of a seed, made when they are first asked for."""

    def __init__(self, seed, prefix):
        self.seed, self.prefix, self.made = seed, prefix, {}
        self.authorities = list(
            Authority.objects.filter(unit__home__isnull=False).select_related("unit__home", "regime").order_by("pk")
        )
        if not self.authorities:
            raise ValueError("there is no unit page to put cases under: load the demo content first")
        self.fields = list(Field.objects.filter(kind=Field.Kind.PUNISHMENT).order_by("pk"))
        self.towns = list(Town.objects.order_by("pk"))
        self.today = clock.today()

    def of(self, number):
        """The `Shape` of case `number`."""
        which = scattered(number, SHAPES)
        if which not in self.made:
            self.made[which] = Shape(self._page(random.Random(f"{self.seed} {which}")))  # noqa: S311 - no secret
        return self.made[which]

    def _page(self, chance):
        """A draft with marks, unsaved."""
        pick = chance.choice
        authority = pick(self.authorities)
        act, law, article = pick(ACTS)
        fine = Decimal(chance.randint(2, 600)) / 4
        sentences = f"{pick(FINDINGS)}，当事人{act}。", f"经责令改正，{pick(ENDINGS)}"
        page = PunishmentCasePage(
            title=f"{Mark.NAME}{act}案",
            draft_title=f"{Mark.NAME}{act}案",
            slug=f"{self.prefix}{Mark.NUMBER}",
            summary=f"{Mark.NAME}因{act}被依法处罚。",
            unit=authority.unit,
            authority=authority,
            measure="other" if authority.regime else "",
            field=pick(self.fields),
            town=pick(self.towns) if self.towns else None,
            violation_type=act,
            violation_facts=f"当事人在{pick(PLACES)}{act}。",
            penalty=f"罚款{fine.normalize():f}万元，没收违法所得。",
            penalty_types=["fine", "confiscation"],
            fine=fine,
            impact_assessment="所公示信息限于决定书载明的内容，影响与违法行为相当。",
            body=[
                self._section(chance, "situation", f"执法人员检查{Mark.NAME}位于{Mark.STREET}的经营场所。"),
                self._section(chance, "process", "".join(sentences)),
            ],
            subjects=[PunishmentSubject(name=Mark.NAME, code=Mark.CODE, sort_order=0)],
            bases=[PunishmentBasis(law=law, article=article, sort_order=0)],
            source_url=f"https://example.gov.invalid/{Mark.NUMBER}.html",
            live=False,
            has_unpublished_changes=True,
        )
        self._date(page, chance)
        return page

    def _date(self, page, chance):
        """Gives the page a decision whose publication goes on for a while, and its document number."""
        while True:
            page.severity = chance.choice([Severity.GENERAL, Severity.SERIOUS])
            page.decided_on = self.today - datetime.timedelta(days=chance.randint(20, LONGEST_AGO))
            if page.end_of_publication(page.rule) > clock.now() + STILL_PUBLIC:
                break
        page.notified_on = page.decided_on - datetime.timedelta(days=7)
        initial = page.unit.short_name[:1] or "津"
        page.document_number = f"江{initial}罚〔{page.decided_on.year}〕{Mark.NUMBER}号"

    def _section(self, chance, kind, text):
        """A section of the body, with lasting names of its blocks."""
        names = [str(uuid.uuid5(NAMESPACE, str(chance.random()))) for _ in range(2)]
        paragraph = {"type": "text", "value": f"<p>{text}</p>", "id": names[0]}
        return {"type": kind, "value": {"content": [paragraph]}, "id": names[1]}


class Shape:
    """The rows of a case as its publication leaves them, with marks: `tables` is `[(model, Row)]`."""

    def __init__(self, page):
        self.parent = page.unit.home
        self._place(page)
        at = _published(page)
        kind, base = ContentType.objects.get_for_models(PunishmentCasePage, Page, for_concrete_models=False).values()
        revision = Revision(
            pk=int(Mark.REVISION),
            content_type=kind,
            base_content_type=base,
            object_id=str(page.pk),
            object_str=page.title,
            created_at=at,
            content=page.serializable_data(),
        )
        page.live, page.has_unpublished_changes = True, False
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = at
        page.latest_revision_id = page.live_revision_id = revision.pk
        frozen = freeze(page, at=at)
        self.entry, self.subject = frozen.entry, frozen.subjects[0]
        self.entry.pk, self.entry.revision, self.entry.code = int(Mark.ENTRY), revision, Mark.VERIFY
        self.canonical = Text(canonical(frozen.content.data).decode())
        frozen.content.entry, frozen.content.sha256 = self.entry, Mark.DIGEST
        self.subject.pk, self.subject.entry = int(Mark.REGISTERED), self.entry
        self.search_text = Text(self.entry.search_text)
        self.title, self.document_number = Text(self.entry.title), Text(self.entry.document_number)
        objects = [(Page, page), (PunishmentCasePage, page), (PunishmentSubject, page.subjects.first())]
        objects += [(PunishmentBasis, page.bases.first()), (Revision, revision), (Entry, self.entry)]
        objects += [(EntryContent, frozen.content), (EntrySubject, self.subject)]
        self.tables = [(model, Row(values_of(model, instance))) for model, instance in objects]

    def _place(self, page):
        """Gives page and children their numbers and their place in the tree below the unit's page."""
        parent = self.parent
        page.pk = page.id = page.page_ptr_id = int(Mark.PAGE)
        page.path, page.depth, page.numchild = Mark.PATH, parent.depth + 1, 0
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.locale_id, page.translation_key = parent.locale_id, uuid.UUID(Mark.KEY)
        page.content_type = ContentType.objects.get_for_model(PunishmentCasePage)
        subject, basis = page.subjects.first(), page.bases.first()
        subject.pk, subject.page = int(Mark.SUBJECT), page
        basis.pk, basis.page = int(Mark.BASIS), page


def _published(page):
    """Noon of the fifth day after the decision."""
    day = page.decided_on + datetime.timedelta(days=5)
    return datetime.datetime.combine(day, datetime.time(4), tzinfo=datetime.UTC)
