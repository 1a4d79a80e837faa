"""The wizard in the admin: its addresses, its guidance as reference data, the name of a copy in the history."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from cases.reporting.wizard import acts, drafts, views
from cases.reporting.wizard.guidance import Guidance
from cms.rules.admin import RuleAdmin


@hooks.register("register_admin_urls")
def wizard_urls():
    """Report a case."""
    return [
        path("report/", acts.begin, name="reporting_begin"),
        path("report/code/", acts.check_code, name="reporting_code"),
        path("report/<int:page_id>/", views.resume, name="reporting_resume"),
        path("report/<int:page_id>/copy/", acts.copy, name="reporting_copy"),
        path("report/<int:page_id>/known/", acts.known_subjects, name="reporting_known"),
        path("report/<int:page_id>/check/", acts.check, name="reporting_check"),
        path("report/<int:page_id>/<slug:name>/", views.step, name="reporting_step"),
    ]


@hooks.register("register_log_actions")
def name_of_a_copy(actions):
    """What the history says of a draft begun after another case."""
    actions.register_action(drafts.COPIED, _("Begun after another case"), _("Begun after another case"))


@modeladmin_register
class GuidanceAdmin(RuleAdmin):
    """The questions and examples of the wizard."""

    model = Guidance
    menu_icon = "help"
    menu_order = 330
    list_display = ("kind", "section", "questions")
    list_filter = ("kind",)
    search_fields = ("questions", "example")
