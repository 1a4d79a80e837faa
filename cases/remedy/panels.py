"""The home panel: which intakes wait for the user."""

from wagtail.admin.ui.components import Component

from cases.remedy import access, reminders
from cases.remedy.vocabulary import Status

MOST = 10


class WaitingPanel(Component):
    """Overdue and due within a working day: for handlers all, for a unit's people what their unit checks."""

    name = "remedy_waiting"
    template_name = "remedy/desk/panel.html"
    order = 60

    def get_context_data(self, parent_context):
        """The first rows, what is most overdue first."""
        user = parent_context["request"].user
        waiting = reminders.due_soon().filter(pk__in=access.visible_to(user).values("pk"))
        if not access.may_handle(user):
            waiting = waiting.filter(status=Status.CHECKING)
        rows = list(waiting.order_by("due_on", "pk")[: MOST + 1])
        return {"rows": rows[:MOST], "more": len(rows) > MOST}
