"""What a punishment case needs before it may be public (国办发〔2020〕49号; domain rules §2 and §5)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.desk.blocks import caption_texts
from cms.desk.problems import Problem, blank_fields
from cms.register.models import EntryContent
from cms.register.names import is_blank
from cms.rules.models import Measure, PublicationRule
from cms.rules.periods import end_of_day
from cms.rules.wording import LoadedWord, loaded_words


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
    if page.private_names() and is_blank(page.person_law):
        sentence = _("Natural persons are not published as punished, unless a named law and article allows it.")
        problems.append(Problem(sentence, "person_law"))
    if is_blank(page.source_sha256) and is_blank(page.source_url):
        sentence = _("The source is missing: the address of the decision, or the decision itself or its hash.")
        problems.append(Problem(sentence, "source_url"))
    if page.severity and page.decided_on:
        problems += [*_measure_problems(page), *_period_problems(page, at)]
    return [*problems, *_wording_problems(page)]


# The kinds of penalty (处罚类别) that each kind of measure may hold, and the one it must.
MEASURES = {
    Measure.WARNING: ({"warning"}, "warning"),
    Measure.CRITICISM: ({"warning", "criticism"}, "criticism"),
    Measure.SMALL_FINE: ({"warning", "criticism", "fine"}, "fine"),
}


def _measure_problems(page):
    """Where the sector's rules ask for the kind of penalty: whether it is there and agrees with the penalty itself."""
    regime = page.governing_regime
    asking = PublicationRule.objects.in_force(page.decided_on).filter(regime=regime).exclude(measure="")
    if regime is None or not asking.exists():
        return []
    if not page.measure:
        sentence = _("The rules of “%(sector)s” ask for the kind of penalty: it is missing.") % {"sector": regime}
        return [Problem(sentence, "measure")]
    kinds = set(page.penalty_types or [])
    if page.measure == Measure.OTHER:
        agrees = bool(kinds - MEASURES[Measure.CRITICISM][0])
    else:
        allowed, needed = MEASURES[page.measure]
        agrees = needed in kinds and kinds <= allowed
    if not agrees:
        sentence = _("The kind of penalty does not agree with the kinds of penalty ticked below.")
        return [Problem(sentence, "measure")]
    rule = asking.filter(measure=Measure.SMALL_FINE, fine_below__isnull=False).order_by("-valid_from", "-pk").first()
    fine_alone = page.fine is not None and "fine" in kinds <= MEASURES[Measure.SMALL_FINE][0]
    if rule and fine_alone and (page.fine < rule.fine_below) != (page.measure == Measure.SMALL_FINE):
        sentence = _("By “%(rule)s” a smaller fine is one below %(amount)s × 10,000 yuan: kind or fine is wrong.")
        values = {"rule": rule.authority, "amount": f"{rule.fine_below.normalize():f}"}
        return [Problem(sentence % values, "measure")]
    return []


def _wording_problems(page):
    """Loaded words in what is read first: title, summary, the words of pictures (a neutral headline, 民法典 1025)."""
    names = [name for subject in page.subjects.all() for name in (subject.name, subject.as_data()["name"])]
    texts = {"title": page.title, "summary": page.summary, "body": "\n".join(caption_texts(page))}
    if page.picture:
        texts["picture"] = page.picture.alternative
    words = list(LoadedWord.objects.all())
    return [
        Problem(found.sentence, field)
        for field, text in texts.items()
        for found in loaded_words(text or "", names=names, words=words)
    ]


def _period_problems(page, at):
    rule = page.rule
    if rule is None:
        return [Problem(_("No publication rule was in force on the date of decision."), "decided_on")]
    if not rule.published:
        sentence = _("Such a penalty is not published (%(rule)s).") % {"rule": rule.authority}
        return [Problem(sentence, "measure" if rule.measure else "severity")]
    problems = []
    by_class = PublicationRule.objects.governing_or_none(page.decided_on, severity=page.severity)
    if not (rule.published_by_default and (by_class is None or by_class.published_by_default)):
        if is_blank(page.necessity):
            problems.append(Problem(_("Minor cases are not published without a stated necessity."), "necessity"))
        if by_class and by_class.longest_months < rule.longest_months:
            sentence = _(
                "The class allows %(shorter)s months, the sector's rule says %(longer)s: one of the two is wrong."
            )
            values = {"shorter": by_class.longest_months, "longer": rule.longest_months}
            problems.append(Problem(sentence % values, "severity"))
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
