"""Database triggers that write each change of the register into the outbox, on SQLite and PostgreSQL.

No code path can forget them: saves, `QuerySet.update`, bulk inserts and SQL alike are in the outbox when they commit,
and gone from it when they are rolled back.
"""

from django.db import connections

TABLE = "search_change"
# Each table with the column that names the entry.
SOURCES = (("register_entry", "id"), ("register_entrysubject", "entry_id"))
EVENTS = (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
NOW = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')", "postgresql": "now()"}


def note(vendor, entry):
    """The SQL that notes a change of the entry whose number the SQL expression `entry` gives."""
    now = NOW[vendor]
    return (
        f"INSERT INTO {TABLE} (entry_id, version, changed_at) VALUES ({entry}, 1, {now}) "  # noqa: S608 - our own names
        f"ON CONFLICT (entry_id) DO UPDATE SET version = {TABLE}.version + 1, changed_at = {now}, "
        "attempts = 0, next_try = NULL, error = ''"
    )


def _statements(vendor):
    for table, column in SOURCES:
        for event, row in EVENTS:
            name = f"{TABLE}_{table}_{event.lower()}"
            change = note(vendor, f"{row}.{column}")
            if vendor == "sqlite":
                yield f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} BEGIN {change}; END"
            else:
                yield (
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$$ BEGIN {change}; RETURN NULL; END $$"
                )
                yield (
                    f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
                )


def install(connection):
    """Sets the triggers; raises KeyError on a database that is neither SQLite nor PostgreSQL."""
    NOW[connection.vendor]
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def note_all(connection):
    """Notes a change of every entry: of those from before the triggers, and where triggers were missing."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABLE} (entry_id, version, changed_at) "  # noqa: S608 - our own names
            f"SELECT id, 1, {NOW[connection.vendor]} FROM register_entry WHERE true "
            f"ON CONFLICT (entry_id) DO UPDATE SET version = {TABLE}.version + 1"
        )


def look_after(sender, using, **kwargs):
    """Called after each `migrate`: SQLite drops a table's triggers where a migration builds the table anew."""
    connection = connections[using]
    if not {TABLE, *(table for table, _column in SOURCES)} <= set(connection.introspection.table_names()):
        return
    missing = False
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{TABLE}_%"])
            missing = cursor.fetchone()[0] < len(SOURCES) * len(EVENTS)
    install(connection)
    if missing:  # what changed without them is unknown
        note_all(connection)
