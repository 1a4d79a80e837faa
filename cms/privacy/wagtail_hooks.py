"""The guard in Wagtail's admin: its page, and a stop before Wagtail's own publish button."""

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from cms.privacy import guard, views


@hooks.register("register_admin_urls")
def guard_urls():
    """The page of a draft's finds."""
    return [path("privacy/<int:page_id>/", views.findings, name="privacy_findings")]


@hooks.register("before_publish_page")
def stop_before_publishing(request, page):
    """The draft is saved; where the guard has open finds, its page follows instead of the publication."""
    if not hasattr(page, "register_columns"):
        return None
    found = guard.open_findings(page)
    if not found:
        return None
    messages.error(request, _("The draft is saved, but not published: the privacy guard found something in it."))
    return redirect(reverse("privacy_findings", args=[page.pk]))


@hooks.register("register_page_header_buttons")
def guard_button(page, user, next_url=None, view_name=None, **kwargs):
    """In the editor of whatever becomes public: the way to the guard's page."""
    if page.pk and hasattr(page.specific_class, "register_columns") and page.permissions_for_user(user).can_edit():
        yield Button(_("Privacy guard"), reverse("privacy_findings", args=[page.pk]), icon_name="view", priority=70)
