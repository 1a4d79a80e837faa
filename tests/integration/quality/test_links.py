"""Links of public contents: found, looked up within the site, asked for elsewhere, kept."""

import datetime
import json

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from cms import clock
from cms.quality.examining import examine_all, forget
from cms.quality.links import checking, inside
from cms.quality.links.asking import Answer
from cms.quality.models import IgnoredLink, Link, LinkProblem, LinkRound, LinkState
from cms.register import verbs
from cms.register.vocabulary import EndReason
from tests.factories import cases

FAILS = Answer(LinkState.FAILING, LinkProblem.STATUS, 404)
SILENT = Answer(LinkState.FAILING, LinkProblem.DNS)
GOOD = Answer(LinkState.OK, status=200)


class Asked:
    """Stands for the asker: answers as told, by address; keeps what it was asked."""

    def __init__(self, answers=None, else_=GOOD):
        self.answers, self.else_, self.asked = answers or {}, else_, []

    def ask(self, url):
        """The answer told."""
        self.asked.append(url)
        return self.answers.get(url, self.else_)


def body(*links):
    """A policy's body with links in rich text."""
    html = "".join(f'<p><a href="{link}">去</a></p>' for link in links)
    return json.dumps([{"type": "text", "value": html}])


def public(*links, **fields):
    """A public policy whose text holds `links`; examined."""
    entry = verbs.publish(cases.policy(body=body(*links), **fields))
    examine_all()
    return entry


@pytest.fixture
def on(settings):
    """Links are asked for."""
    settings.LINK_CHECKS = True


def state_of(url):
    """What is known of an address."""
    return Link.objects.get(url=url).state


def test_links_of_body_source_and_policies_are_found(tree, settings):
    settings.SITE_URL = "https://credit.test"
    first = cases.policy()
    verbs.publish(first)
    public(
        "https://www.gov.test/a?b=1&amp;c=2#d", "mailto:x@y.test", "#item-34", "tel:12345", "/board/",
        "javascript:alert(1)",        "https://credit.test/honours/?year=2026", interprets=first, source_url="https://www.gov.test/source",
    )  # fmt: skip
    found = dict(Link.objects.values_list("url", "inside"))
    assert found == {
        "https://www.gov.test/a?b=1&c=2": False,
        "https://www.gov.test/source": False,
        "/board/": True,
        "/honours/": True,
        first.get_url(): True,
    }


def test_links_go_with_their_text_and_what_is_known_stays(tree):
    entry = public("https://www.gov.test/", "https://old.test/")
    Link.objects.filter(url="https://www.gov.test/").update(state=LinkState.BROKEN)
    page = entry.page.specific
    page.body = body("https://www.gov.test/", "https://new.test/")
    page.save_revision()
    verbs.publish(page)
    examine_all()
    forget()
    assert dict(Link.objects.values_list("url", "state")) == {
        "https://www.gov.test/": LinkState.BROKEN, "https://new.test/": LinkState.NEW,
    }  # fmt: skip


def test_within_the_site_what_a_reader_would_find_decides(tree):
    kept, ended = verbs.publish(cases.information()), verbs.publish(cases.information())
    draft = cases.policy()
    Redirect.objects.create(old_path="/alt", redirect_link="/board/")
    verbs.end(ended, reason=EndReason.WITHDRAWN, why="不再需要")
    good = [
        kept.path, kept.path.rstrip("/"), "/", "/board/", "/board", "/policies/export.csv", "/policies/feed.atom",
        "/search/", "/objection/", "/ledger/", "/verify/", "/alt", "/alt/", "/static/cms/site.css",
    ]  # fmt: skip
    bad = {
        ended.path: LinkProblem.ENDED,
        draft.get_url(): LinkProblem.MISSING,
        "/nothing/": LinkProblem.MISSING,
        "/nothing/export.csv": LinkProblem.MISSING,
        "/board/%E6%97%A0/": LinkProblem.MISSING,
        "/documents/99/x.pdf": LinkProblem.MISSING,
        "/media/images/x.png": LinkProblem.MISSING,
        "/policies/../../etc/passwd": LinkProblem.MISSING,
    }
    assert inside.faults([*good, *bad]) == bad
    assert inside.faults([]) == {}


def test_a_link_breaks_by_the_clock_alone(tree, client, editor, time_machine):
    case = cases.punishment(tree.scjg)
    entry = verbs.publish(case)
    public(entry.path)
    client.force_login(editor)
    address = reverse("quality_links")
    assert entry.path not in client.get(address).content.decode().split("站外链接")[0].split("站内链接", 2)[-1]
    time_machine.move_to(entry.visible_until)
    client.force_login(editor)
    assert f'<td class="quality-url">{entry.path}</td>' in client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 900])
def test_a_fixed_number_of_queries_for_each_four_hundred(tree, count, django_assert_max_num_queries):
    with django_assert_max_num_queries(8 * (1 + count // inside.CHUNK)):
        inside.faults([f"/nothing/{number}/" for number in range(count)])


def test_nothing_is_asked_unless_it_is_on(tree, settings):
    settings.LINK_CHECKS = False
    public("https://www.gov.test/")
    asked = Asked()
    assert checking.check_due(asked) == 0
    assert asked.asked == []


def test_broken_only_after_failures_on_two_days(tree, on, time_machine):
    time_machine.move_to(datetime.datetime(2026, 5, 6, 9, tzinfo=datetime.UTC), tick=False)
    public("https://www.gov.test/")
    url, asked = "https://www.gov.test/", Asked(else_=FAILS)
    checking.check_due(asked)
    assert state_of(url) == LinkState.FAILING
    checking.check_due(asked)
    assert len(asked.asked) == 1  # not again on the same day
    Link.objects.update(next_at=clock.now())
    checking.check_due(asked)
    assert state_of(url) == LinkState.FAILING  # the same day
    time_machine.shift(datetime.timedelta(days=1, minutes=1))
    checking.check_due(asked)
    link = Link.objects.get(url=url)
    assert (link.state, link.status) == (LinkState.BROKEN, 404)
    assert timezone.localdate(link.failing_since) == datetime.date(2026, 5, 6)
    time_machine.shift(datetime.timedelta(days=3))
    checking.check_due(Asked())
    link.refresh_from_db()
    assert (link.state, link.failing_since, link.problem) == (LinkState.OK, None, "")


def test_a_server_without_way_out_calls_nothing_broken(tree, on, client, editor, time_machine):
    time_machine.move_to(datetime.datetime(2026, 5, 6, 9, tzinfo=datetime.UTC), tick=False)
    public("https://a.test/", "https://b.test/", "https://c.test/")
    for _day in range(3):
        checking.check_due(Asked(else_=SILENT))
        time_machine.shift(datetime.timedelta(days=1))
    assert set(Link.objects.values_list("state", flat=True)) == {LinkState.NEW}
    assert LinkRound.objects.get().no_way_out
    client.force_login(editor)
    for name in ("quality_links", "quality"):
        assert "似乎不能访问互联网" in client.get(reverse(name)).content.decode()


def test_one_silent_host_among_others_fails(tree, on):
    public("https://a.test/", "https://b.test/")
    checking.check_due(Asked({"https://a.test/": SILENT}))
    assert state_of("https://a.test/") == LinkState.FAILING
    assert state_of("https://b.test/") == LinkState.OK


def test_a_host_that_answered_before_is_asked_whether_there_is_a_way_out(tree, on):
    public("https://a.test/", "https://b.test/")
    checking.check_due(Asked())
    Link.objects.filter(url="https://a.test/").update(next_at=clock.now())
    asked = Asked({"https://a.test/": SILENT})
    checking.check_due(asked)
    assert asked.asked == ["https://a.test/", "https://b.test/"]
    assert state_of("https://a.test/") == LinkState.FAILING
    Link.objects.filter(url="https://a.test/").update(next_at=clock.now(), state=LinkState.NEW, failing_since=None)
    checking.check_due(Asked(else_=SILENT))
    assert state_of("https://a.test/") == LinkState.NEW


def test_what_is_ignored_or_not_public_is_neither_asked_nor_shown(tree, on, client, editor):
    entry = public("https://a.test/page", "https://b.test/")
    gone = public("https://gone.test/")
    verbs.end(gone, reason=EndReason.WITHDRAWN, why="不再需要")
    IgnoredLink.objects.create(prefix="https://a.test/", reason="只在内网可用")
    asked = Asked(else_=FAILS)
    checking.check_due(asked)
    assert asked.asked == ["https://b.test/"]
    client.force_login(editor)
    page = client.get(reverse("quality_links")).content.decode()
    assert "https://b.test/" in page
    assert entry.title in page
    assert "a.test" not in page
    assert "gone.test" not in page


def test_two_workers_do_not_ask_for_the_same(tree, on):
    public("https://a.test/")
    link = Link.objects.get()
    assert checking._claim(Link.objects.get())
    assert not checking._claim(link)


def test_the_job_runs_without_any_link(db, on):
    assert checking.check_due(Asked()) == 0
