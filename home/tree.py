"""The fixed part of the page tree: the home page and the frames at the addresses other programs rely on."""

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page, Site, Task, Workflow

from home.rooms import furnish_site, furnish_unit

FRAMES = [
    (
        "cases",
        "BoardPage",
        "board",
        "曝光台",
        "依法公示的失信惩戒典型案例。公示期满自动撤下；当事人可以申请信用修复或提出异议。",
    ),
    ("cases", "HonoursPage", "honours", "守信榜", "经当事人同意公示的守信激励典型案例。"),
    ("campaigns", "CampaignIndexPage", "campaigns", "宣传日", "诚信宣传的重要时间节点、活动安排和往届回顾。"),
    (
        "campaigns",
        "CommitmentIndexPage",
        "commitments",
        "信用承诺墙",
        "各类主体公开作出的信用承诺，是否履行，由公众监督。",
    ),
    ("home", "PolicyIndexPage", "policies", "政策", "国家、市、区社会信用体系建设的政策文件和解读。"),
    ("home", "ServicesPage", "services", "办事", "查询、核验、异议、修复和投诉，都从这里开始。"),
    ("home", "UnitIndexPage", "units", "成员单位", "区社会信用体系建设联席会议成员单位和各镇街的信用专栏。"),
]


@transaction.atomic
def ensure_tree():
    """Makes the home page, the frames, the site and the units' rooms where they are missing; returns the home page."""
    HomePage = apps.get_model("home", "HomePage")
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()  # Wagtail's welcome page
        root.refresh_from_db()
        home = root.add_child(instance=HomePage(title="信用江津", slug="home", intro="查企业、查案例、查政策"))
        _without_samples(root)
        furnish_site(home)
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    if site.root_page_id != home.pk:
        site.root_page, site.site_name = home, _("Credit Jiangjin")
        site.save()
    for app, name, slug, title, intro in FRAMES:
        model = apps.get_model(app, name)
        if not model.objects.exists():
            home.add_child(instance=model(title=title, slug=slug, intro=intro))
    for page in apps.get_model("home", "UnitPage").objects.filter(unit__collection__isnull=True):
        furnish_unit(page)  # made by an earlier version
    return home


def _without_samples(root):
    """Takes away Wagtail's sample workflow, which would publish past the three reviews, and its English groups."""
    Workflow.objects.filter(name="Moderators approval").delete()
    Task.objects.filter(name="Moderators approval").delete()
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
    Page.objects.filter(pk=root.pk).update(title="全站", draft_title="全站")
    Collection.objects.filter(depth=1, name="Root").update(name="全部")
