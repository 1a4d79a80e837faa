"""A row of a table as the draft of a case, and what is wrong with it. Rules of fields are those of the models."""

import datetime
import uuid
from dataclasses import dataclass, field
from html import escape

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.importing import values
from cases.importing.cleaning import Cleaned
from cases.importing.columns import AMOUNTS, BY_KEY, CODES, COLUMNS, DATES, EXAMPLE, PUNISHMENT, REWARD
from cases.importing.faults import ERROR, WARNING
from cases.importing.keys import keys_of
from cases.importing.opening import Line, cells_of
from cases.importing.values import Wrong
from cases.models import HonourSubject, PunishmentBasis, PunishmentCasePage, PunishmentSubject, RewardCasePage
from cms.privacy import guard
from cms.privacy.findings import FindingKind
from cms.privacy.scanner import scan
from cms.register.names import clean_code
from cms.rules.models import PublicationRule

PAGES = {PUNISHMENT: PunishmentCasePage, REWARD: RewardCasePage}
NOT_SCANNED = {*CODES, *DATES, *AMOUNTS, "number", "kind", "type", "severity", "field", "unit"}


@dataclass
class Draft:
    """A row and what became of it: the unsaved page and the unit's page it goes below, or faults that forbid it."""

    line: Line
    page: object = None
    parent: object = None
    keys: tuple = ()
    title: str = ""
    faults: list = field(default_factory=list)
    is_example: bool = False
    known: bool = False
    written: bool = False
    page_id: int | None = None

    @property
    def is_good(self):
        """Whether it can be written."""
        return self.page is not None and not any(one.is_error for one in self.faults)


@dataclass(frozen=True)
class Scope:
    """For whom may be reported: the keys of `units` (None: all), and the `unit` where a row names none."""

    units: frozenset | None = None
    unit: object = None


class Drafter:
    """Turns the lines of one `sheet` into drafts."""

    def __init__(self, keys, factors, epoch, lists, scope):
        self.keys, self.factors, self.epoch, self.lists, self.scope = keys, factors, epoch, lists, scope
        self.rules = {}
        self.public_numbers = guard.public_numbers()

    def draft(self, line):
        """The `Draft` of a line."""
        return _Row(self, line).draft()

    def rule(self, page):
        """The publication rule of a page, asked once for each day and class."""
        regime = page.governing_regime
        key = page.decided_on, page.severity, regime.pk if regime else None
        if key not in self.rules:
            self.rules[key] = PublicationRule.objects.governing_or_none(
                page.decided_on, severity=page.severity, regime=regime, measure=""
            )
        return self.rules[key]


class _Row(Cleaned):
    """One line on its way."""

    def __init__(self, drafter, line):
        result = Draft(line)
        super().__init__(cells_of(line, drafter.keys), result.faults)
        self.drafter, self.lists, self.line, self.result = drafter, drafter.lists, line, result

    def draft(self):
        """The finished `Draft`."""
        self.result.title = self._text("title")
        if self.result.title.startswith(EXAMPLE):
            self.result.is_example = True
            return self.result
        self._privacy()
        self._too_long()
        kind = self._value("kind", lambda text: values.word(text, {PUNISHMENT: PUNISHMENT, REWARD: REWARD}))
        if kind:
            self._needed(kind)
            self._passed_over(kind)
            page = self._page(kind)
            self._clean(page)
            if not any(one.is_error for one in self.faults):
                self.result.page = page
                subject = page.subjects.all()[0]
                self.result.keys = keys_of(
                    page.kind,
                    page.unit_id,
                    page.authority_id,
                    page.document_number,
                    page.decided_on,
                    subject.code,
                    subject.name,
                )
        elif not self._text("kind") and "kind" not in self._faulty():
            self._say(ERROR, "kind", "", _("This is needed."), BY_KEY["kind"].explains)
        return self.result

    def _needed(self, kind):
        for column in COLUMNS:
            if kind in column.needed and not self._text(column.key) and column.heading not in self._faulty():
                self._say(ERROR, column.key, "", _("This is needed."), column.explains)

    def _passed_over(self, kind):
        """Says which values this kind of case has no place for."""
        for key in self.cells:
            if kind not in BY_KEY[key].kept and (text := self._text(key)):
                message = _("A %(kind)s case has no such item; it was passed over.") % {"kind": kind}
                self._say(WARNING, key, text, message)

    def _too_long(self):
        extra = self.line.cells[len(self.drafter.keys) :]
        if any(cell is not None and cell != "" for cell in extra):
            message = _("The row has %(found)s cells, the headings are %(known)s.")
            numbers = {"found": len(self.line.cells), "known": len(self.drafter.keys)}
            self._say(ERROR, "", "", message % numbers, _("Put texts that hold the delimiter into quotation marks."))

    def _privacy(self):
        """Identity numbers are errors, already masked; other personal data are for the reporter to see."""
        for place in self.line.masked:
            key = self.drafter.keys[place] if place < len(self.drafter.keys) else None
            remedy = _("Delete it: identity numbers are never kept.")
            self._say(ERROR, key or "", self.line.cells[place], _("An ID number stands here."), remedy)
        spans, parts, length = [], [], 0
        for key in self.cells:
            if key not in NOT_SCANNED and (text := self._lines(key)):
                spans.append((length, length + len(text), key))
                parts.append(text)
                length += len(text) + 1
        for found in scan("\n".join(parts), allowed=self.drafter.public_numbers):
            key = next(key for start, end, key in spans if start <= found.start < end)
            if found.kind != FindingKind.ID_NUMBER:
                message = _("%(kind)s: it must be out before publication.") % {"kind": FindingKind(found.kind).label}
                self._say(WARNING, key, found.masked, message)

    # The page ---------------------------------------------------------------------------------

    def _page(self, kind):
        """The unsaved page with what the cells say."""
        day = self._value("decided_on", self._date)
        unit = self._unit(day)
        page = PAGES[kind](
            title=self._text("title"),
            draft_title=self._text("title"),
            summary=self._text("summary"),
            unit=unit,
            authority=self._authority(),
            field=self._value("field", lambda text: self.lists.field(text, PAGES[kind].kind)),
            town=self._value("town", self.lists.town),
            document_number=values.document_number(self._text("number")),
            decided_on=day,
            live=False,
            has_unpublished_changes=True,
            body=[],
        )
        self._subject(page, PunishmentSubject if kind == PUNISHMENT else HonourSubject)
        if kind == PUNISHMENT:
            self._punish(page)
        else:
            page.honour = self._text("honour")
            page.consent_on = self._value("consent_on", self._date)
        page.body = (
            self._body("situation", "significance") if kind == PUNISHMENT else self._body("highlights", "results")
        )
        if unit:
            self.result.parent = unit.home
            page.locale_id = unit.home.locale_id
        return page

    def _date(self, text):
        return values.date(text, self.drafter.epoch)

    def _unit(self, day):
        scope, text = self.drafter.scope, self._text("unit")
        unit = self._value("unit", lambda name: self.lists.unit(name, day)) if text else scope.unit
        if unit is None:
            if not text:
                self._say(ERROR, "unit", "", _("The reporting unit is missing."), _("Write the unit's name or code."))
            return None
        if scope.units is not None and unit.pk not in scope.units:
            self._say(
                ERROR, "unit", text, _("You do not report for this unit."), _("Write your own unit, or leave it empty.")
            )
            return None
        return unit

    def _authority(self):
        code = clean_code(self._text("authority_code"))
        found = self._value("authority", lambda text: self.lists.authority(text, code))
        if found and code and found.credit_code and code != found.credit_code:
            message = _("The code is not that of this authority (%(code)s).") % {"code": found.credit_code}
            self._say(WARNING, "authority_code", code, message)
        return found

    def _subject(self, page, model):
        kind = self._value("type", lambda text: values.word(text, self.lists.type_words))
        code = self._text("code")
        if code and (values.LOST_DIGITS.fullmatch(code) or self._is_masked("code")):
            if not self._is_masked("code"):
                message = _("The spreadsheet took the code for a number, and its last digits are lost.")
                self._say(ERROR, "code", code, message, _("Format the cell as text and type the code again."))
            code = ""
        subject = model(
            name=self._text("name"), code=clean_code(code), legal_representative=self._text("representative")
        )
        subject.type = kind or subject.type
        page.subjects = [subject]

    def _is_masked(self, key):
        return any(place < len(self.drafter.keys) and self.drafter.keys[place] == key for place in self.line.masked)

    def _punish(self, page):
        """What only a punishment case has."""
        page.severity = self._value("severity", lambda text: values.word(text, self.lists.severity_words)) or ""
        page.violation_type = self._text("violation_type")
        page.violation_facts = self._lines("violation_facts")
        page.penalty_types = self._kinds_of_penalty()
        page.penalty = self._lines("penalty")
        for key in AMOUNTS:
            factor = self.drafter.factors.get(key, 1)
            setattr(page, key, self._value(key, lambda text, factor=factor: values.amount(text, factor)))
        page.notified_on = self._value("notified_on", self._date)
        page.source_url = self._text("source_url")
        text = self._lines("bases")
        page.bases = [PunishmentBasis(law=law, article=article) for law, article in values.bases(text)]
        if text and not page.bases.all():
            message = _("Law and article cannot be told apart; the text was taken into the body.")
            self._say(WARNING, "bases", text, message, _("Write it like 《中华人民共和国产品质量法》第四十九条."))
        page.remarks = self._remarks(page)

    def _kinds_of_penalty(self):
        text = self._lines("penalty_types")
        try:
            return values.several(text, self.lists.penalty_words)
        except Wrong as wrong:
            self._say(ERROR, "penalty_types", text, wrong.message, wrong.remedy)
            return []

    def _remarks(self, page):
        """The remarks, with what the model has no field for."""
        parts = [self._lines("remarks")]
        if source := self._text("source"):
            parts.append(f"{BY_KEY['source'].heading}：{source}")
        until = self._value("until", self._date)
        if until:
            parts.append(f"{BY_KEY['until'].heading}：{until.isoformat()}")
            self._compare(page, until)
        return "\n".join(part for part in parts if part)

    def _compare(self, page, until):
        """Says where the last day of publication is another than the rule's."""
        rule = self.drafter.rule(page) if page.severity and page.decided_on and page.authority else None
        if rule and rule.published:
            last = timezone.localdate(page.end_of_publication(rule) - datetime.timedelta(microseconds=1))
            if last != until:
                message = _(
                    "By “%(rule)s” the case is public until %(day)s; the rule holds, the date went to the remarks."
                )
                self._say(WARNING, "until", until, message % {"rule": rule.authority, "day": last.isoformat()})

    def _body(self, first, last):
        """Raw stream data with the sections that have text."""
        bases = self.faults and any(one.column == BY_KEY["bases"].heading for one in self.faults)
        texts = [(first, self._lines("situation")), ("basis", self._lines("bases") if bases else "")]
        return [section(kind, text) for kind, text in [*texts, (last, self._lines("significance"))] if text]


def section(kind, text):
    """A section of the body with a paragraph for each line of `text`."""
    paragraphs = "".join(f"<p>{escape(part.strip(), quote=False)}</p>" for part in text.split("\n") if part.strip())
    content = [{"type": "text", "value": paragraphs, "id": str(uuid.uuid4())}]
    return {"type": kind, "value": {"content": content}, "id": str(uuid.uuid4())}
