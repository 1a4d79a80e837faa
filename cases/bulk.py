"""Generated public cases in bulk, for benchmarks: complete rows of desk, register and index, written past the verbs.

Past the verbs because a million transactions would take a day; so only on a database whose content is invented.
"""

import datetime
import random

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from modelsearch.backends import get_search_backend
from stdnum.cn import uscc
from wagtail.models import Page, Revision

from cases.models import PunishmentCasePage, PunishmentSubject
from cms import clock
from cms.register.content import freeze
from cms.register.models import Entry, EntryContent, EntrySubject
from cms.rules.models import Field, Severity
from cms.units.models import Town, Unit

HAN = "昀砾涪棹岑榆骁驭荷蒄堇栩鹭霓翊枫椿澜澄墨樵桐溪渝沐岚汀洲潼瀚"
TRADES = ["建材", "食品", "运输", "物流", "餐饮", "劳务", "化工", "园林", "网络", "商贸", "医药", "农业"]
ACTS = ["未按规定履行义务", "逾期不缴纳罚款", "提供虚假材料", "拖欠农民工工资", "销售不合格产品", "超标排放废水"]
PLACES = ["厂区", "仓库", "门店", "工地", "办公场所", "生产线"]
CHUNK = 500


class Generator:
    """Makes cases of invented firms from a seed: the same number of the same seed is the same case."""

    def __init__(self, seed=1):
        self.chance = random.Random(seed)  # noqa: S311 - invented firms, no secret
        self.today = clock.today()
        self.units = list(Unit.objects.select_related("home").filter(home__isnull=False))
        self.fields = list(Field.objects.filter(kind=Field.Kind.PUNISHMENT))
        self.towns = list(Town.objects.all())

    def page(self, number):
        """Case `number`, unsaved and without a place in the tree."""
        pick = self.chance.choice
        name = f"重庆{pick(HAN)}{pick(HAN)}{pick(HAN)}{pick(TRADES)}有限公司"
        act, place = pick(ACTS), pick(PLACES)
        unit = pick(self.units)
        decided = self.today - datetime.timedelta(days=self.chance.randint(20, 1000))
        base = f"91500116MB{number:07d}"[:17]
        text = f"<p>执法人员检查{name}的{place}时，发现当事人{act}。经责令改正，当事人于{decided.month}月完成整改。</p>"
        code = base + uscc.calc_check_digit(base)
        return PunishmentCasePage(
            title=f"{name}{act}案",
            draft_title=f"{name}{act}案",
            slug=f"bench-{number}",
            summary=f"{name}因{act}被依法处罚。",
            unit=unit,
            field=pick(self.fields),
            town=pick(self.towns) if self.towns else None,
            severity=Severity.SERIOUS,
            document_number=f"津罚〔{decided.year}〕{number}号",
            decided_on=decided,
            violation_type=act,
            violation_facts=f"当事人{act}。",
            penalty="罚款一万元",
            penalty_types=["fine"],
            body=[("situation", {"content": [("text", text)]})],
            subjects=[PunishmentSubject(name=name, code=code)],
            live=True,
        )


@transaction.atomic
def load(count, *, progress=iter):
    """Adds `count` public punishment cases; `progress` wraps the numbers (tqdm). Raises ValueError without units."""
    generator = Generator()
    if not generator.units:
        raise ValueError("there is no unit page to put cases under: load the demo content first")
    places = {unit.pk: Place(Page.objects.get(pk=unit.home.pk)) for unit in generator.units}
    first = PunishmentCasePage.objects.filter(slug__startswith="bench-").count() + 1
    batch = []
    for number in progress(range(first, first + count)):
        page = generator.page(number)
        places[page.unit_id].take(page)
        batch.append(page)
        if len(batch) == CHUNK:
            _write(batch)
            batch = []
    _write(batch)
    for place in places.values():
        Page.objects.filter(pk=place.parent.pk).update(numchild=place.parent.numchild)


class Place:
    """Where the next page below `parent` goes, told without a query."""

    def __init__(self, parent):
        self.parent = parent
        last = parent.get_last_child()
        self.step = Page._str2int(last.path[-Page.steplen :]) if last else 0

    def take(self, page):
        """Gives `page` the next place."""
        self.step += 1
        self.parent.numchild += 1
        page.path = Page._get_path(self.parent.path, self.parent.depth + 1, self.step)
        page.depth, page.locale_id = self.parent.depth + 1, self.parent.locale_id
        page.url_path = f"{self.parent.url_path}{page.slug}/"


def _write(pages):
    """Writes one batch of pages, revisions, entries, contents, subjects and index rows."""
    if not pages:
        return
    kind = ContentType.objects.get_for_model(PunishmentCasePage)
    names = [field.attname for field in Page._meta.concrete_fields if field.name != "id"]
    bases = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    for base in bases:
        base.content_type = kind
    Page.objects.bulk_create(bases)
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.id = page.page_ptr_id = base.pk
    # What bulk_create does itself, for the child's own columns: Django offers it for single tables only.
    PunishmentCasePage._base_manager.all()._insert(
        pages, fields=PunishmentCasePage._meta.local_concrete_fields, using=PunishmentCasePage.objects.db
    )
    at = clock.now()
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=kind,
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id=str(page.pk),
            created_at=at,
            content=page.serializable_data(),
        )
        for page in pages
    )
    frozen = [freeze(page, at=_published(page)) for page in pages]
    for part, revision in zip(frozen, revisions, strict=True):
        part.entry.revision = revision
    Entry.objects.bulk_create(part.entry for part in frozen)
    for part in frozen:
        part.content.entry = part.entry
        for subject in part.subjects:
            subject.entry = part.entry
    EntryContent.objects.bulk_create(part.content for part in frozen)
    EntrySubject.objects.bulk_create(subject for part in frozen for subject in part.subjects)
    index = get_search_backend().get_index_for_model(Entry)
    index.add_items(Entry, [part.entry for part in frozen])


def _published(page):
    """Noon of the fifth day after the decision."""
    day = page.decided_on + datetime.timedelta(days=5)
    return datetime.datetime.combine(day, datetime.time(4), tzinfo=datetime.UTC)
