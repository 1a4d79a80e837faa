"""A unit's secrets: drafts, files, comments and forms, each with a word that stands nowhere else on the site."""

import itertools
from types import SimpleNamespace

from django.apps import apps
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Comment

from campaigns.editions import make_tasks
from campaigns.models import ActivityReport, CampaignDay, Edition, Task
from cases.remedy import acts as remedy
from cases.reporting import reviews
from cms import clock
from cms.units.models import Role
from tests.factories import cases, site

WORD = "kanarienvogel"  # every canary begins with it: `kanarienvogel7x`
SOUGHT = "密语"  # what the canaries are searched by
ROLES = {
    "anonymous": None,
    "no role": lambda tree: site.make_user(None, username="no-role"),
    "reporter of another unit": lambda tree: site.make_member(tree.fgw, Role.REPORTER, "other-reporter"),
    "leader of another unit": lambda tree: site.make_member(tree.fgw, Role.LEADER, "other-leader"),
    "reporter of a town": lambda tree: site.make_member(tree.baisha, Role.REPORTER, "town-reporter"),
}
LEFT_OUT = {"wagtailadmin_logout", "wagtailadmin_error_test", ""}  # would sign out; an error made on purpose
QUESTIONS = [f"?q={SOUGHT}", f"?search={SOUGHT}", "?page_type=cases.PunishmentCasePage&ordering=title"]


class Canaries:
    """Makes canaries and remembers where each was planted."""

    def __init__(self):
        self.numbers, self.places = itertools.count(1), {}

    def new(self, place):
        """A word to be planted at `place`."""
        word = f"{WORD}{next(self.numbers)}x"
        self.places[word] = place
        return word

    def text(self, place):
        """The word with one that it can be searched by."""
        return f"{SOUGHT}{self.new(place)}"

    def found_in(self, body):
        """The places whose canaries stand in the bytes `body`."""
        text = body.decode("utf-8", "replace")
        if WORD not in text:
            return []
        return sorted(place for word, place in self.places.items() if word in text)


def draft(tree, people, canaries, name, **fields):
    """A draft of the market regulator with a canary in every text, saved twice by the reporter."""
    named = ("title", "summary", "violation_type", "violation_facts", "penalty", "impact_assessment", "remarks")
    page = cases.punishment(
        tree.scjg,
        save=False,
        subject=canaries.text(f"{name} subject"),
        text=canaries.text(f"{name} body"),
        document_number=canaries.text(f"{name} document number"),
        **{field: canaries.text(f"{name} {field}") for field in named},
        **fields,
    )
    page.owner, page.slug = people.reporter, canaries.new(f"{name} slug")
    tree.scjg.page.add_child(instance=page)
    page.save_revision(user=people.reporter, log_action=True)
    page.summary = canaries.text(f"{name} new summary")
    page.save_revision(user=people.reporter, log_action=True)
    return page


def add_files(tree, people, canaries):
    """A picture and a document in the unit's collection."""
    tree.scjg.unit.refresh_from_db()
    collection = tree.scjg.unit.collection
    picture = get_image_model()(
        title=canaries.text("picture title"),
        description=canaries.text("picture description"),
        file=get_test_image_file(filename=f"{canaries.new('picture file')}.png", size=(60, 40)),
        collection=collection,
        uploaded_by_user=people.reporter,
    )
    picture.save()
    document = get_document_model()(
        title=canaries.text("document title"),
        file=ContentFile(canaries.text("document content"), name=f"{canaries.new('document file')}.txt"),
        collection=collection,
        uploaded_by_user=people.reporter,
    )
    document.save()
    return picture, document


def plan(tree, people, canaries):
    """An edition of the unit's, with a task done and an activity reported."""
    today = clock.today()
    edition = Edition.objects.create(
        day=CampaignDay.objects.first(), year=today.year, starts_on=today, ends_on=today, organiser=tree.scjg.unit
    )
    make_tasks(edition)
    Task.objects.filter(edition=edition).update(remark=canaries.text("remark on a task"))
    activity = ActivityReport.objects.create(
        edition=edition,
        unit=tree.scjg.unit,
        held_on=today,
        place=canaries.text("place of an activity"),
        people=90,
        description=canaries.text("description of an activity"),
        reported_by=people.reporter,
        reported_at=clock.now(),
    )
    return edition, activity


def plant(tree):
    """The people of the unit, its secrets, and the canaries that stand in them."""
    people = SimpleNamespace(
        reporter=site.make_member(tree.scjg, Role.REPORTER, "reporter-scjg"),
        leader=site.make_member(tree.scjg, Role.LEADER, "leader-scjg"),
        editor=site.make_member(tree.fgw, Role.EDITOR, "office-editor"),
    )
    canaries = Canaries()
    picture, document = add_files(tree, people, canaries)
    plain = draft(tree, people, canaries, "draft", picture=picture, source_document=document)
    in_review = draft(tree, people, canaries, "in review")
    reviews.submit(in_review, people.reporter)
    returned = draft(tree, people, canaries, "returned")
    reviews.submit(returned, people.reporter)
    turn = returned.current_workflow_task_state
    turn.task.specific.on_action(turn, people.leader, "reject", comment=canaries.text("reason of the return"))
    locked = draft(tree, people, canaries, "locked")
    locked.locked, locked.locked_by = True, people.reporter
    locked.save()
    honour = cases.honour(tree.scjg, title=canaries.text("honour title"), subject=canaries.text("honour subject"))
    Comment.objects.create(page=plain, user=people.reporter, text=canaries.text("comment"), contentpath="title")
    intake = remedy.receive(
        kind="objection",
        topic="wrong_content",
        entry=cases.published(cases.punishment(tree.scjg)),
        statement=canaries.text("statement of an intake"),
        name=canaries.text("name of an applicant"),
        files=[(f"{canaries.new('evidence file')}.txt", ContentFile(canaries.text("evidence"), name="paper.txt"))],
    )
    edition, activity = plan(tree, people, canaries)
    return SimpleNamespace(
        edition=edition,
        activity=activity,
        people=people,
        canaries=canaries,
        picture=picture,
        document=document,
        draft=plain,
        in_review=in_review,
        returned=returned,
        intake=intake,
        pages=[plain, in_review, returned, locked, honour],
        state=in_review.current_workflow_state,
    )


def rows():
    """How many rows each table has: what a crawl must not change."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.managed}
