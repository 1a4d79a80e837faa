"""What changed in a case since somebody last decided on it."""

from wagtail.models import TaskState

DECIDED = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)


def last_reviewed(page, revision):
    """The newest revision of `page` before `revision` on which a review was decided; None where there is none."""
    states = TaskState.objects.filter(
        workflow_state__object_id=str(page.pk),
        workflow_state__base_content_type=page.get_base_content_type(),
        status__in=DECIDED,
        revision__lt=revision.pk,
    )
    state = states.select_related("revision").order_by("revision").last()
    return state.revision if state else None


def changes_since_review(page, revision, request):
    """Wagtail's comparisons of the fields that changed between the revision reviewed last and `revision`."""
    before = last_reviewed(page, revision)
    if before is None:
        return []
    panel = page.get_edit_handler().get_bound_panel(instance=page, request=request, form=None)
    old, new = before.as_object(), revision.as_object()
    compared = [comparison(old, new) for comparison in panel.get_comparison()]
    return [comparison for comparison in compared if comparison.has_changed()]
