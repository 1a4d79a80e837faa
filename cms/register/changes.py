"""What a correction changed, told from the frozen data before and after it: what the public may read anyway.

The text of a withdrawn allegation is not told again: a decision that was changed, revoked or found void is taken back
and only the reason is published (行政处罚法 48). So the old value stands only where it accuses nobody (an amount, a
date, a number), and nowhere where the editor says so.
"""

# What an allegation is made of: that it changed is said, what it said before is not.
ALLEGATION = {
    *("title", "summary", "subjects", "body", "severity", "necessity", "violation_type", "violation_facts", "bases"),
    *("penalty", "penalty_types", "extension_basis", "honour", "measures", "picture"),
}
LONGEST = 100  # characters of a value that is told


def changes(page, before, after, *, hide_old=False):
    """The changes between two frozen `data`, in the order of the page: dicts with label, before and after.

    Both values are "" where only the label is told. `hide_old`: no old value at all.
    """
    found = []
    parts = ("title", "summary", "subjects", "facts", "body")
    for part in parts:
        if part == "facts":
            for key, new in after["facts"].items():
                found += _change(page, key, before["facts"].get(key), new, hide_old)
        else:
            found += _change(page, part, _as_read(before.get(part)), _as_read(after.get(part)), hide_old)
    return found


def _as_read(value):
    """Frozen data without the ids of blocks, which come and go with saving."""
    if isinstance(value, dict):
        return {name: _as_read(inner) for name, inner in value.items() if name != "id"}
    return [_as_read(inner) for inner in value] if isinstance(value, list) else value


def _change(page, key, old, new, hide_old):
    if (old or "") == (new or ""):
        return []
    label = page.fact_label(key)
    if not label:
        return []  # follows from another fact, which is told
    if key in ALLEGATION:
        return [{"label": str(label), "before": "", "after": ""}]
    was, now = (page.fact_text(key, value) for value in (old, new))
    if len(was) > LONGEST or len(now) > LONGEST:
        was = now = ""
    return [{"label": str(label), "before": "" if hide_old else was, "after": now}]
