"""What the desk says of a page that is in review."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock
from wagtail.utils.timestamps import render_timestamp

LINK = ' <span class="buttons"><a class="button button-small button-secondary" href="{}">{}</a></span>'


class ReviewLock(WorkflowLock):
    """Holds a page against everyone, and says which review it waits for and since when."""

    def get_message(self, user):
        """The notice above the editor, with the way to the reviews: on a telephone the menu is far below."""
        state = self.object.current_workflow_task_state
        if state is None:
            return None
        message = format_html(
            _("Waiting for <b>{review}</b> since {since}. Nobody changes it until it is returned or taken back."),
            review=self.task.name,
            since=render_timestamp(state.started_at),
        )
        address = getattr(self.object, "reviews_url", None)
        return message + format_html(LINK, address, _("To the reviews")) if address else message

    def get_locked_by(self, user, can_lock=False):
        """The head of the notice in the status panel."""
        return _("In review")

    def get_description(self, user, can_lock=False):
        """The notice in the status panel."""
        return _("Nobody changes it until it is returned or taken back.")
