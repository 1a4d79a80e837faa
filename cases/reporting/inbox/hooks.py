"""The inbox in the admin's menu."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cases.reporting.inbox import views
from cases.reporting.models import ReturnPhrase
from cms.desk.menu import AllowedItem


class ReturnPhraseViewSet(SnippetViewSet):
    """The phrases reviewers use again."""

    model = ReturnPhrase
    icon = "comment"
    list_display = ["text", "reason", "order"]
    list_filter = ["reason"]
    copy_view_enabled = False
    search_backend_name = None  # a few dozen rows
    search_fields = ["text"]


register_snippet(ReturnPhraseViewSet)


@hooks.register("register_admin_urls")
def inbox_url():
    """What waits for a reviewer."""
    return [path("inbox/", views.index, name="reporting_inbox")]


@hooks.register("register_admin_menu_item")
def inbox_menu_item():
    """First of the menu."""
    return AllowedItem(
        _("Inbox of reviews"), "reporting_inbox", views.reviews_cases, icon_name="clipboard-list", order=20
    )
