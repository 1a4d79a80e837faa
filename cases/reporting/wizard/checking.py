"""What a draft still needs before it is submitted, each thing with the step in which it is mended."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.reporting.wizard.rows import fault_of
from cases.reporting.wizard.steps import STEPS
from cms import clock
from cms.desk.problems import Problem
from cms.privacy import guard


@dataclass
class Lack:
    """What one step lacks; `step` is None for what only the full editor can mend."""

    label: str
    url: str
    problems: list = field(default_factory=list)
    step: str = ""


def missing(page):
    """A `Problem` for all that keeps the draft from being submitted: the gate's, and what no form would take."""
    problems = list(page.publication_problems(clock.now()))
    for subject in page.subjects.all():
        fault = "" if subject.code_confirmed and len(subject.code) == 18 else fault_of(subject.code)
        if fault and not subject.is_person:
            problems.append(Problem(f"{subject.name}: {fault}" if subject.name else fault, "subjects"))
    return [*problems, *(fault for fault in _contradictions(page) if fault not in problems)]


def _contradictions(page):
    """What the form of the full editor would refuse."""
    try:
        page.clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield from (Problem(message, name) for message in messages)


def by_step(page, problems):
    """The problems as a `Lack` for each step that has any, in the order of the steps."""
    lacks = [Lack(step.label, reverse("reporting_step", args=[page.pk, step.name]), step=step.name) for step in STEPS]
    rest = Lack(_("Full editor"), reverse("wagtailadmin_pages:edit", args=[page.pk]))
    for problem in problems:
        fields = [step.fields(page.kind) for step in STEPS]
        place = next((lack for lack, names in zip(lacks, fields, strict=True) if problem.field in names), rest)
        place.problems.append(problem)
    return [lack for lack in [*lacks, rest] if lack.problems]


@dataclass(frozen=True)
class Checked:
    """A draft looked at: what it lacks, and what the privacy guard finds in it."""

    problems: list
    found: list

    @property
    def blocked(self):
        """Whether it cannot be submitted yet: something lacks, or a person's full name stands in it."""
        return bool(self.problems) or any(not found.waivable for found in self.found)

    @property
    def asks_for_a_look(self):
        """Whether the reporter has to say that the finds were looked at: a reviewer decides about them."""
        return not self.blocked and bool(self.found)


def checked(page):
    """`Checked` of the page as it stands in memory."""
    return Checked(missing(page), guard.open_findings(page))
