"""The menu of search in the admin: words of editors, and what people ask."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.snippets.models import register_snippet

from search import index_report, reports
from search.viewsets import MENU, PromotionViewSet, SynonymViewSet

register_snippet(SynonymViewSet)
register_snippet(PromotionViewSet)


class ReportItem(MenuItem):
    """Shown to those who may see what people ask."""

    def is_shown(self, request):
        """By permission."""
        return request.user.has_perm(reports.MAY_SEE)


@hooks.register("register_admin_menu_item")
def search_menu():
    """One menu for all of search."""
    menu = Menu(register_hook_name=MENU)
    return SubmenuMenuItem(_("Search"), menu, name="site-search", icon_name="search", order=320)


@hooks.register(MENU)
def unanswered_item():
    """What found nothing."""
    url = reverse("search_unanswered")
    return ReportItem(_("Searches without a result"), url, name="unanswered", icon_name="warning", order=10)


@hooks.register(MENU)
def frequent_item():
    """What is asked often."""
    return ReportItem(_("Frequent searches"), reverse("search_frequent"), name="frequent", icon_name="group", order=20)


class IndexItem(MenuItem):
    """Shown to those who may look after the index."""

    def is_shown(self, request):
        """By permission."""
        return request.user.has_perm(index_report.MAY_SEE)


@hooks.register(MENU)
def index_item():
    """The state of the index."""
    return IndexItem(_("State of the search index"), reverse("search_index"), name="index", icon_name="cog", order=60)


@hooks.register("register_admin_urls")
def addresses():
    """The reports."""
    return [
        path("searches/unanswered/", reports.unanswered, name="search_unanswered"),
        path("searches/frequent/", reports.frequent, name="search_frequent"),
        path("searches/index/", index_report.report, name="search_index"),
        path("searches/hide/", reports.hide, name="search_hide"),
    ]


@hooks.register("register_permissions")
def permissions():
    """Offers the permissions on questions where groups are edited."""
    models = ("askedquestion", "hiddenquestion", "change")
    return Permission.objects.filter(content_type__app_label="search", content_type__model__in=models)
