"""Rows judged: each by itself, against the others of its table, and against the cases there are."""

from django.utils.translation import gettext as _

from cases.importing.faults import ERROR, fault
from cases.importing.keys import known
from cases.importing.models import RowState


def check(drafter, lines, seen):
    """The `Draft`s of `lines`; `seen` is `{key: row number}` of the rows before them and gains theirs."""
    drafts = [drafter.draft(line) for line in lines]
    good = [draft for draft in drafts if draft.is_good]
    taken = known(good)
    for draft in good:
        first = next((seen[key] for key in draft.keys if key in seen), None)
        if first is not None:
            message = _("Row %(row)s is the same decision about the same subject.") % {"row": first}
            draft.faults.append(
                fault(ERROR, "number", draft.page.document_number, message, _("Delete one of the two."))
            )
            continue
        seen.update(dict.fromkeys(draft.keys, draft.line.number))
        found = next((taken[key] for key in draft.keys if key in taken), None)
        draft.known, draft.page_id = found is not None, found
    return drafts


def kinds_in(sheet):
    """The kinds of case that rows of the sheet name, as written."""
    if "kind" not in sheet.keys:
        return set()
    place = sheet.keys.index("kind")
    return {
        line.cells[place].strip()
        for line in sheet.lines
        if len(line.cells) > place and isinstance(line.cells[place], str)
    }


def state_of(draft):
    """The `RowState` of a draft."""
    if draft.is_example:
        return RowState.EXAMPLE
    if draft.written:
        return RowState.WRITTEN
    if any(one.is_error for one in draft.faults):
        return RowState.BAD
    if draft.known:
        return RowState.KNOWN
    return RowState.WARNED if draft.faults else RowState.GOOD
