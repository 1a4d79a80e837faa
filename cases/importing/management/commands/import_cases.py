import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.importing.checking import check, kinds_in, state_of
from cases.importing.drafting import Drafter, Scope
from cases.importing.lists import Lists
from cases.importing.models import RowState
from cases.importing.opening import open_sheet, require
from cases.importing.sheets import report_lines, write_csv
from cases.importing.writing import write
from cms.tables.refusals import Refusal
from cms.units.models import Unit

CHUNK = 200  # rows a transaction
REFUSED, SOME_WRONG = 2, 1  # exit status


class Command(BaseCommand):
    """Makes drafts of the rows of a table; never a published page."""

    help = (
        "Imports cases from a CSV (UTF-8, GB18030) or XLSX file as drafts of the units named in it. "
        "Status 0: all rows are good; 1: some are not; 2: the file is refused."
    )

    def add_arguments(self, parser):
        """As the contract has them."""
        parser.add_argument("file")
        parser.add_argument("--unit", metavar="CODE", help="the unit of rows that name none")
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")
        parser.add_argument("--report", metavar="OUT.csv", help="each row with its outcome and what is wrong with it")
        parser.add_argument("--all-or-nothing", action="store_true", help="write nothing unless every row is good")

    def handle(self, *args, file, unit, dry_run, report, all_or_nothing, **options):
        """Runs the command; the last line holds the counts."""
        try:
            sheet = open_sheet(self._readable(file))
            require(sheet, kinds_in(sheet))
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        drafter = Drafter(sheet.keys, sheet.factors, sheet.epoch, Lists(), Scope(unit=self._unit(unit)))
        # Before anything is written: a report nobody can write would be noticed too late.
        out = self._opened(report) if report else None
        for notice in sheet.notices:
            self.stdout.write(notice)
        drafts, seen = [], {}
        for start in range(0, len(sheet.lines), CHUNK):
            chunk = check(drafter, sheet.lines[start : start + CHUNK], seen)
            drafts += chunk
            if not (dry_run or all_or_nothing):
                write(chunk, None)
                for draft in chunk:
                    draft.page = None  # thousands of pages need not stay in memory
        wrong = [draft for draft in drafts if state_of(draft) == RowState.BAD]
        if all_or_nothing and not dry_run and not wrong:
            with transaction.atomic():
                for start in range(0, len(drafts), CHUNK):
                    write(drafts[start : start + CHUNK], None)
        self._tell(drafts)
        if out:
            with out:
                write_csv(out, report_lines(sheet.headings, map(_reported, drafts)))
        self.stdout.write(self._counts(drafts))
        if wrong:
            sys.exit(SOME_WRONG)

    def _readable(self, file):
        path = Path(file)
        if not path.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": file}, returncode=REFUSED)
        return path

    def _unit(self, code):
        if not code:
            return None
        unit = Unit.objects.filter(code=code, home__isnull=False).select_related("home").first()
        if unit is None:
            raise CommandError(_("There is no unit %(code)s with a page.") % {"code": code}, returncode=REFUSED)
        return unit

    def _opened(self, report):
        try:
            return open(report, "w", encoding="utf-8", newline="")
        except OSError as error:
            message = _("The report cannot be written: %(error)s") % {"error": error.strerror}
            raise CommandError(message, returncode=REFUSED) from error

    def _tell(self, drafts):
        for draft in drafts:
            for one in draft.faults:
                row, level = _("Row %(row)s") % {"row": draft.line.number}, _("error") if one.is_error else _("hint")
                self.stdout.write(f"{row} [{level}] {one.sentence}")

    def _counts(self, drafts):
        states = [state_of(draft) for draft in drafts]
        counts = {
            "all": sum(state != RowState.EXAMPLE for state in states),
            "written": states.count(RowState.WRITTEN),
            "good": states.count(RowState.GOOD) + states.count(RowState.WARNED),
            "known": states.count(RowState.KNOWN),
            "bad": states.count(RowState.BAD),
        }
        sentence = _(
            "%(all)s rows: %(written)s drafts made, %(good)s good but unwritten, %(known)s known already, %(bad)s wrong"
        )
        return sentence % counts


def _reported(draft):
    return draft.line.number, str(state_of(draft).label), [one.sentence for one in draft.faults], draft.line.cells
