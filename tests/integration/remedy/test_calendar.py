"""The deadlines of intakes in the calendar of who must act on them."""

from cases.remedy.due import own_deadlines
from tests.integration.remedy.conftest import objection


def test_each_sees_the_own_deadlines_without_a_word_of_the_statement(clock, forwarded, handler, leaders):
    assert [deadline.day for deadline in own_deadlines(leaders.scjg)] == [forwarded.due_on]
    assert list(own_deadlines(leaders.fgw)) == []
    assert forwarded.due_on in [deadline.day for deadline in own_deadlines(handler)]
    assert all(forwarded.statement not in deadline.title for deadline in own_deadlines(handler))


def test_what_is_only_received_is_the_handlers(clock, case, handler, leaders):
    made = objection(case)
    assert [deadline.day for deadline in own_deadlines(handler)] == [made.due_on]
    assert list(own_deadlines(leaders.scjg)) == []
