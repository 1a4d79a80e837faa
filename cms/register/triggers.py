"""Database triggers that make the ledger append-only, on SQLite and PostgreSQL."""

TABLE = "register_ledgerline"
MESSAGE = "the ledger is append-only"

SQLITE_INSTALL = [
    f"CREATE TRIGGER ledger_no_{action} BEFORE {action.upper()} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for action in ("update", "delete")
]
# INSERT OR REPLACE would delete the old line without asking the trigger for deletions.
SQLITE_INSTALL.append(
    f"CREATE TRIGGER ledger_no_replace BEFORE INSERT ON {TABLE} "  # noqa: S608 - our own names
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE seq = NEW.seq OR hash = NEW.hash) "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
)
SQLITE_REMOVE = [f"DROP TRIGGER IF EXISTS ledger_no_{action}" for action in ("update", "delete", "replace")]

POSTGRES_INSTALL = [
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    f"CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    f"CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
]
POSTGRES_REMOVE = [
    f"DROP TRIGGER IF EXISTS ledger_no_change ON {TABLE}",
    f"DROP TRIGGER IF EXISTS ledger_no_truncate ON {TABLE}",
    "DROP FUNCTION IF EXISTS ledger_refuse()",
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
