"""What follows the last review (WAGTAIL_FINISH_WORKFLOW_ACTION). Read while Wagtail's models load: imports wait."""


def finish_workflow(workflow_state, user=None):
    """Publishes a case through the verb, by its last reviewer; other pages as Wagtail does.

    Where the verb refuses, the reviews stand and the page stays a draft: the desk says what is missing. What is
    public already waits for the sentence that says what was corrected, and what has a date for its date. Another
    workflow publishes no case.
    """
    from wagtail.workflows import publish_workflow_state

    from cases.reporting import reviews, schedule
    from cms.register import verbs
    from cms.register.models import Entry

    page = workflow_state.content_object
    page = getattr(page, "specific", page)
    if not getattr(page, "is_case", False):
        publish_workflow_state(workflow_state, user)
        return
    if workflow_state.workflow != reviews.workflow() or Entry.objects.filter(page_id=page.pk).exists():
        return
    if schedule.waiting_until(page):
        return  # on its date
    try:
        verbs.publish(page, by=user, revision=workflow_state.current_task_state.revision)
    except verbs.Refused:
        return
