"""What a punishment case needs before it may be public (国办发〔2020〕49号; domain rules §2 and §5)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models.base import SubjectType
from cms.desk.problems import Problem, blank_fields
from cms.register.models import EntryContent
from cms.register.names import is_blank
from cms.rules.periods import end_of_day


def punishment_problems(page, at):
    """A `Problem` for each condition that the punishment case `page` does not meet at the instant `at`."""
    problems = blank_fields(
        page,
        {
            "document_number": _("The document number is missing."),
            "severity": _("The class is missing."),
            "notified_on": _("The date on which the subject was told is missing."),
            "impact_assessment": _("The impact assessment is missing."),
        },
    )
    if page.notified_on and page.notified_on > timezone.localdate(at):
        problems.append(Problem(_("The subject cannot have been told in the future."), "notified_on"))
    bases = page.bases.all()
    if not bases or any(is_blank(basis.law) or is_blank(basis.article) for basis in bases):
        problems.append(Problem(_("The legal basis (law and article) is missing."), "bases"))
    if any(subject["type"] == SubjectType.NATURAL_PERSON for subject in page.register_subjects()):
        problems.append(Problem(_("Natural persons are not published as punished."), "subjects"))
    if page.severity and page.decided_on:
        problems += _period_problems(page, at)
    return problems


def _period_problems(page, at):
    rule = page.rule
    if rule is None:
        return [Problem(_("No publication rule was in force on the date of decision."), "decided_on")]
    problems = []
    if not rule.published_by_default and is_blank(page.necessity):
        problems.append(Problem(_("Minor cases are not published without a stated necessity."), "necessity"))
    by_rule = rule.end_of_publication(page.decided_on)
    if page.end_of_publication(rule) <= at:
        problems.append(Problem(_("The longest period of publication has passed already."), "decided_on"))
    if page.extended_until and end_of_day(page.extended_until) <= by_rule:
        sentence = _("The override does not end later than the rule: leave it out.")
        problems.append(Problem(sentence, "extended_until"))
    before = EntryContent.objects.filter(entry__page_id=page.pk).first() if page.pk else None
    if before and before.facts.get("extended_until") not in {None, "", page.extension_as_fact()}:
        sentence = _("The end of this case was overridden once already; it cannot be moved again.")
        problems.append(Problem(sentence, "extended_until"))
    return problems
