"""What a person may do follows from the memberships of the day, whatever ran or did not run meanwhile."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms import clock
from cms.notices.models import Notice
from cms.units.members import hand_over, has_role, people_of, units_of
from cms.units.models import Membership, Role
from tests.factories import cases, site

DAY = datetime.timedelta(days=1)


@pytest.fixture
def reporter(tree):
    return site.make_member(tree.scjg, Role.REPORTER, "reporter")


@pytest.fixture
def leader(tree):
    return site.make_member(tree.scjg, Role.LEADER, "leader")


def edits(client, page):
    """Whether the person signed in may open the form of `page`."""
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


class TestDays:
    """A membership begins and ends by the clock, within a session too."""

    def test_the_last_day_is_the_day_before_the_end(self, tree, reporter, client):
        page = cases.punishment(tree.scjg)
        client.force_login(reporter)
        assert edits(client, page)
        Membership.objects.filter(user=reporter).update(valid_to=clock.today() + DAY)
        assert edits(client, page)
        with time_machine.travel(clock.now() + DAY):
            assert not edits(client, page)
            assert not units_of(reporter).exists()
            assert client.get(reverse("wagtailadmin_home")).status_code == 302  # the desk is closed to who has no role

    def test_one_that_begins_tomorrow(self, tree, client):
        user = site.make_user(None, username="new")
        Membership.objects.create(user=user, unit=tree.scjg.unit, role=Role.REPORTER, valid_from=clock.today() + DAY)
        page = cases.punishment(tree.scjg)
        client.force_login(user)
        assert not edits(client, page)
        with time_machine.travel(clock.now() + DAY):
            assert edits(client, page)

    def test_other_groups_stay(self, tree, reporter):
        group = reporter.groups.create(name="志愿者")
        Membership.objects.filter(user=reporter).delete()
        client_groups = list(reporter.groups.values_list("name", flat=True))
        assert group.name in client_groups

    def test_not_twice_at_the_same_time(self, tree, reporter):
        again = Membership(user=reporter, unit=tree.scjg.unit, role=Role.REPORTER, valid_from=clock.today())
        with pytest.raises(ValidationError):
            again.full_clean()


class TestHandOver:
    """The successor goes on, the predecessor does not."""

    def test_by_the_leader_on_the_desk(self, tree, reporter, leader, client):
        page = cases.punishment(tree.scjg)
        page.owner = reporter
        page.save()
        successor = site.make_user(None, username="successor")
        membership = Membership.objects.get(user=reporter)
        client.force_login(leader)
        assert reverse("units_hand_over", args=[membership.pk]) in client.get(reverse("units_people")).content.decode()
        address = reverse("units_hand_over", args=[membership.pk])
        answer = client.post(address, {"to": "successor", "on": clock.today().isoformat()}, follow=True)
        assert "已交接" in answer.content.decode()
        client.force_login(successor)
        assert edits(client, page)
        client.force_login(reporter)
        assert not edits(client, page)
        assert list(people_of(tree.scjg.unit, Role.REPORTER)) == [successor]
        assert Notice.objects.filter(user=successor, kind="hand_over").count() == 1

    @pytest.mark.parametrize("to", ["nobody", "reporter"])
    def test_to_nobody_or_to_oneself_is_refused_and_keeps_what_was_typed(self, tree, reporter, leader, client, to):
        membership = Membership.objects.get(user=reporter)
        client.force_login(leader)
        data = {"to": to, "on": clock.today().isoformat()}
        answer = client.post(reverse("units_hand_over", args=[membership.pk]), data)
        assert answer.status_code == 200
        assert f'value="{to}"' in answer.content.decode()
        assert units_of(reporter).exists()

    def test_a_day_that_has_passed(self, tree, reporter, leader, client):
        site.make_user(None, username="successor")
        membership = Membership.objects.get(user=reporter)
        client.force_login(leader)
        data = {"to": "successor", "on": (clock.today() - DAY).isoformat()}
        assert client.post(reverse("units_hand_over", args=[membership.pk]), data).status_code == 200
        assert units_of(reporter).exists()

    def test_what_has_ended_is_not_handed_over(self, tree, reporter, leader):
        membership = Membership.objects.get(user=reporter)
        hand_over(membership, to=leader, on=clock.today())
        membership.refresh_from_db()
        with pytest.raises(ValidationError):
            hand_over(membership, to=site.make_user(None, username="third"), on=clock.today())
        assert has_role(leader, Role.REPORTER)

    @pytest.mark.parametrize(
        ("who", "status"), [("reporter", 302), ("other leader", 404), ("editor", 302), ("outsider", 404)]
    )
    def test_nobody_else_hands_over(self, tree, reporter, client, who, status):
        user = {
            "reporter": lambda: reporter,
            "other leader": lambda: site.make_member(tree.fgw, Role.LEADER, "other"),
            "editor": lambda: site.make_user("编辑", username="office"),
            "outsider": lambda: site.make_user(None, username="outside"),
        }[who]()
        client.force_login(user)
        membership = Membership.objects.get(user=reporter)
        assert client.get(reverse("units_hand_over", args=[membership.pk])).status_code == status

    def test_the_history_of_a_membership_is_kept(self, tree, reporter, leader):
        from cms.rules.history import history_of

        membership = Membership.objects.get(user=reporter)
        hand_over(membership, to=leader, on=clock.today())
        assert history_of(membership).count() == 2  # made, and ended


def test_a_leader_sees_the_people_of_the_own_unit_only(tree, leader, client):
    site.make_member(tree.fgw, Role.REPORTER, "someone-of-fgw")
    client.force_login(leader)
    shown = client.get(reverse("units_people")).content.decode()
    assert "leader" in shown
    assert "someone-of-fgw" not in shown
