"""The reviews in Wagtail's admin: their page, the editor's menu, and the permissions of the reviewers."""

from django.contrib.auth.models import Permission
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, RestartWorkflowMenuItem, SubmitForModerationMenuItem

from cases.reporting import reviews, views
from cases.reporting.desk import hooks as desk_hooks  # noqa: F401 - registers its hooks
from cases.reporting.inbox import hooks as inbox_hooks  # noqa: F401 - registers its hooks
from cases.reporting.wizard import hooks as wizard_hooks  # noqa: F401 - registers its hooks
from cms.desk.wagtail_hooks import edited_model

SUBMIT_NAME = "action-submit"


@hooks.register("register_admin_urls")
def review_urls():
    """The page of a case's reviews."""
    return [path("cases/<int:page_id>/reviews/", views.reviews_of, name="reporting_reviews")]


@hooks.register("register_permissions")
def review_permissions():
    """The permissions an administrator can give to a group."""
    return Permission.objects.filter(content_type__app_label="reporting", codename__startswith="review_")


class SubmitMenuItem(SubmitForModerationMenuItem):
    """Sends a case into the three reviews: also a new one, and always to the first of them."""

    def is_shown(self, context):
        """In the form of a new case, and where the page may be submitted."""
        return context["view"] == "create" or (
            super().is_shown(context) and views.may_submit(context["page"], context["request"].user)
        )

    def get_context_data(self, parent_context):
        """One name, for Wagtail's would be another after a return."""
        return super().get_context_data(parent_context) | {"label": _("Save and submit for review")}


class ReviewsMenuItem(ActionMenuItem):
    """Leads to the page of the reviews, where who may decides: the editor itself is locked meanwhile."""

    name = "action-reviews"
    label = _("To the review")
    icon_name = "clipboard-list"
    order = -10

    def is_shown(self, context):
        """While the case is in review."""
        return context["view"] == "edit" and bool(context["page"].current_workflow_task)

    def get_url(self, context):
        """The page of the reviews."""
        return context["page"].reviews_url


@hooks.register("construct_page_action_menu")
def review_items(menu_items, request, context):
    """In a case's editor, our two items take the place of Wagtail's."""
    if not getattr(edited_model(context), "is_case", False):
        return
    menu_items[:] = [
        item for item in menu_items if not isinstance(item, SubmitForModerationMenuItem | RestartWorkflowMenuItem)
    ]
    ours = [SubmitMenuItem(order=3), ReviewsMenuItem()]
    menu_items += [item for item in ours if item.is_shown(context)]
    menu_items.sort(key=lambda item: item.order)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def go_on_to_the_reviews(request, page):
    """After a submission leads to the page that says what a reviewer will find missing."""
    if SUBMIT_NAME not in request.POST or not getattr(page, "is_case", False):
        return None
    if views.may_submit(page, request.user):  # Wagtail's form of a new page asks the page above for its workflow
        reviews.submit(page, request.user)
    return redirect(page.reviews_url)
