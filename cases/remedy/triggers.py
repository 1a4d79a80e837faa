"""Database triggers that make the steps of intakes append-only, on SQLite and PostgreSQL."""

TABLE = "remedy_intakestep"
MESSAGE = "the steps of an intake are append-only"

SQLITE_INSTALL = [
    f"CREATE TRIGGER intakestep_no_{action} BEFORE {action.upper()} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for action in ("update", "delete")
]
SQLITE_REMOVE = [f"DROP TRIGGER IF EXISTS intakestep_no_{action}" for action in ("update", "delete")]
POSTGRES_INSTALL = [
    "CREATE OR REPLACE FUNCTION intakestep_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    f"CREATE TRIGGER intakestep_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION intakestep_refuse()",
]
POSTGRES_REMOVE = [
    f"DROP TRIGGER IF EXISTS intakestep_no_change ON {TABLE}",
    "DROP FUNCTION IF EXISTS intakestep_refuse()",
]


def run(connection, sqlite, postgres):
    """Runs the statements of the connection's engine; raises KeyError on any other database."""
    with connection.cursor() as cursor:
        for statement in {"sqlite": sqlite, "postgresql": postgres}[connection.vendor]:
            cursor.execute(statement)
