"""Notices in Wagtail's admin: their page, the panel at home, and the preferences in a person's account."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from cms.notices import views
from cms.notices.forms import PreferenceForm
from cms.notices.models import Notice, Preference

MOST = 5


@hooks.register("register_admin_urls")
def notice_urls():
    """The page of notices, and the way from one to what it is about."""
    return [
        path("notices/", views.index, name="notices"),
        path("notices/<int:notice_id>/", views.open_notice, name="notices_open"),
    ]


@hooks.register("register_admin_menu_item")
def notices_menu_item():
    """For everyone on the desk."""
    return MenuItem(_("Notices"), reverse("notices"), icon_name="mail", order=110)


class NoticesPanel(Component):
    """The newest unread notices on the admin's home."""

    name = "notices"
    template_name = "notices/panel.html"
    order = 50

    def get_context_data(self, parent_context):
        """The first rows, and how many there are."""
        unread = Notice.objects.readable_by(parent_context["request"].user).unread()
        rows = list(unread[: MOST + 1])
        return {"rows": rows[:MOST], "more": len(rows) > MOST}


@hooks.register("construct_homepage_panels")
def notices_panel(request, panels):
    """At the head of the home of the desk."""
    panels.append(NoticesPanel())


class PreferencePanel(BaseSettingsPanel):
    """How this person is told."""

    name = "case_notices"
    title = _("Notices of cases and deadlines")
    tab = notifications_tab
    order = 200

    def get_form(self):
        """The form over the person's preferences."""
        preference = Preference.of(self.user)
        return PreferenceForm(self.request.POST or None, instance=preference, prefix=self.name)


@hooks.register("register_account_settings_panel")
def preference_panel(request, user, profile):
    """In the account."""
    return PreferencePanel(request, user, profile)
