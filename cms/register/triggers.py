"""Database triggers on SQLite and PostgreSQL: the ledger is append-only, and nothing ever published is deleted.

They are set with the ledger's migration and looked after each `migrate`: SQLite drops a table's triggers where a
migration rebuilds the table.
"""

from django.db import connections

from cms.triggers import refuse

TABLE = "register_ledgerline"
MESSAGE = "the ledger is append-only"

SQLITE_INSTALL = [
    f"CREATE TRIGGER IF NOT EXISTS ledger_no_{action} BEFORE {action.upper()} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for action in ("update", "delete")
]
# INSERT OR REPLACE would delete the old line without asking the trigger for deletions.
SQLITE_INSTALL.append(
    f"CREATE TRIGGER IF NOT EXISTS ledger_no_replace BEFORE INSERT ON {TABLE} "  # noqa: S608 - our own names
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE seq = NEW.seq OR hash = NEW.hash) "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
)
SQLITE_REMOVE = [f"DROP TRIGGER IF EXISTS ledger_no_{action}" for action in ("update", "delete", "replace")]

POSTGRES_INSTALL = [
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    f"CREATE OR REPLACE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    f"CREATE OR REPLACE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
]
POSTGRES_REMOVE = [
    f"DROP TRIGGER IF EXISTS ledger_no_change ON {TABLE}",
    f"DROP TRIGGER IF EXISTS ledger_no_truncate ON {TABLE}",
    "DROP FUNCTION IF EXISTS ledger_refuse()",
]


# Both engines write the list in one spelling, so that what was there begins what is there.
CORRECTIONS_CHANGED = (
    "substr(CAST(NEW.corrections AS TEXT), 1, length(CAST(OLD.corrections AS TEXT)) - 1) <> "
    "substr(CAST(OLD.corrections AS TEXT), 1, length(CAST(OLD.corrections AS TEXT)) - 1)"
)
KEPT_MESSAGE = "what was published is never deleted"
# Of Wagtail's revisions those that were public are kept: an entry's content is the last of them only.
WAS_PUBLIC = "EXISTS (SELECT 1 FROM register_ledgerline WHERE revision_number = OLD.id)"
# Each table with its key, the rows of it that are kept, and PostgreSQL's function that keeps them.
KEPT = [
    ("register_entry", "id", "TRUE", "kept_refuse"),
    ("register_entrycontent", "entry_id", "TRUE", "kept_refuse"),
    ("wagtailcore_revision", "id", WAS_PUBLIC, "kept_refuse_if_public"),
]
SQLITE_KEEP = [
    f"CREATE TRIGGER IF NOT EXISTS kept_{table} BEFORE DELETE ON {table} WHEN {which} "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT_MESSAGE}'); END"
    for table, _key, which, _function in KEPT
] + [
    f"CREATE TRIGGER IF NOT EXISTS kept_{table}_replace BEFORE INSERT ON {table} "  # noqa: S608 - our own names
    f"WHEN EXISTS (SELECT 1 FROM {table} AS old WHERE old.{key} = NEW.{key}) "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT_MESSAGE}'); END"
    for table, key, _which, _function in KEPT
]
_RAISE = f"RAISE EXCEPTION '{KEPT_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';"
POSTGRES_KEEP = [
    f"CREATE OR REPLACE FUNCTION kept_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_RAISE} END $$",
    "CREATE OR REPLACE FUNCTION kept_refuse_if_public() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF {WAS_PUBLIC} THEN {_RAISE} END IF; RETURN OLD; END $$",
    *(
        f"CREATE OR REPLACE TRIGGER kept_{table} BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
        for table, _key, _which, function in KEPT
    ),
]


def _run(connection, sqlite, postgres):
    statements = {"sqlite": sqlite, "postgresql": postgres}[connection.vendor]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def install(connection):
    """Makes the ledger append-only; raises KeyError on a database that is neither SQLite nor PostgreSQL."""
    _run(connection, SQLITE_INSTALL, POSTGRES_INSTALL)


def remove(connection):
    """Takes the triggers off: for reversing the migration and for emptying test databases only."""
    _run(connection, SQLITE_REMOVE, POSTGRES_REMOVE)


def look_after(sender, using, **kwargs):
    """Sets every trigger that is missing: called after each `migrate`, once the tables are there."""
    connection = connections[using]
    if {TABLE, *(table for table, *_rest in KEPT)} <= set(connection.introspection.table_names()):
        install(connection)
        _run(connection, SQLITE_KEEP, POSTGRES_KEEP)
        refuse(
            connection,
            "register_entrycontent",
            name="corrections",
            message="corrections are append-only",
            when=CORRECTIONS_CHANGED,
            actions=("UPDATE",),
        )
