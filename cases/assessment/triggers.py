"""Database triggers that keep a closed year: its row, its remarks, and every row it was counted from."""

from cms.triggers import allow, look_after, refuse

CLOSED = "this year is closed"
KEPT = {
    "assessment_closedyear": "a closed year stays closed",
    "assessment_yearremark": "remarks on closed years are append-only",
}
_IS_CLOSED = "EXISTS (SELECT 1 FROM assessment_closedyear WHERE year = {})"
_YEAR = _IS_CLOSED.format("{row}.year")
_UP_TO = "{row}.year <= (SELECT MAX(year) FROM assessment_closedyear)"
# When a row of each table belongs to a closed year; SQLite and PostgreSQL write dates in one spelling.
FROZEN = {
    "cases_mediareport": _IS_CLOSED.format("CAST(substr(CAST({row}.published_on AS TEXT), 1, 4) AS INTEGER)"),
    "assessment_zeroreport": _YEAR,
    "assessment_scoreline": _YEAR,
    "assessment_planitem": _YEAR,
    "assessment_duty": _IS_CLOSED.format("(SELECT year FROM assessment_planitem WHERE id = {row}.item_id)"),
    # A later year may still be governed by a row of an earlier one: it changes by a row of its own.
    "assessment_quota": _UP_TO,
    "assessment_weight": _UP_TO,
}
# A report stays verified only as it was when it was verified.
VERIFIED = "a verified report is verified anew once it says something else"
_SAYS = ("unit_id", "title", "medium", "level", "published_on", "link", "screenshot")
CHANGED = "OLD.state = 'verified' AND NEW.state = 'verified' AND (" + " OR ".join(
    f"OLD.{column} <> NEW.{column}" for column in _SAYS
)


def _refusals():
    """`(table, arguments of refuse)` of every trigger."""
    for table, message in KEPT.items():
        yield table, {"name": table, "message": message}
    for table, closed in FROZEN.items():
        old, new = closed.format(row="OLD"), closed.format(row="NEW")
        yield table, {"name": f"{table}_in", "message": CLOSED, "when": new, "actions": ("INSERT",)}
        yield table, {"name": f"{table}_up", "message": CLOSED, "when": f"({old}) OR ({new})", "actions": ("UPDATE",)}
        yield table, {"name": f"{table}_out", "message": CLOSED, "when": old, "actions": ("DELETE",)}
    verified = {"name": "media_verified", "message": VERIFIED, "when": f"{CHANGED})", "actions": ("UPDATE",)}
    yield "cases_mediareport", verified


def install(connection):
    """Sets every trigger."""
    for table, refusal in _refusals():
        refuse(connection, table, **refusal)


def remove(connection):
    """Takes them off: for reversing the migration."""
    for table, refusal in _refusals():
        allow(connection, table, name=refusal["name"], actions=refusal.get("actions", ("UPDATE", "DELETE")))


def look_after_all(app):
    """Sets them again after each `migrate`; called once when the app is ready."""
    for table, refusal in _refusals():
        look_after(app, table, **refusal)
