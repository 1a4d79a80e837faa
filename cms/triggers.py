"""Database triggers that keep rows from being changed or removed, on SQLite and PostgreSQL.

Set in a migration, and looked after: a table that SQLite builds anew loses its triggers.
"""

from django.db import connections
from django.db.models.signals import post_migrate


def refuse(connection, table, *, name, message, when="", actions=("UPDATE", "DELETE")):
    """Installs triggers on `table` that refuse `actions`, for rows where the SQL condition `when` holds (or for all).

    `when` may look into other tables. `name` begins the triggers' names. Raises KeyError on a database that is neither
    SQLite nor PostgreSQL.
    """
    rows = f"ON {table} FOR EACH ROW"
    raised = f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"
    # A condition of PostgreSQL's triggers themselves cannot look into other tables; one of its functions can.
    body = (
        f"IF {when} THEN {raised} END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;" if when else raised
    )
    when = f" WHEN ({when})" if when else ""
    statements = {
        "sqlite": [
            f"CREATE TRIGGER IF NOT EXISTS {name}_no_{action.lower()} BEFORE {action} {rows}{when} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            for action in actions
        ],
        "postgresql": [
            f"CREATE OR REPLACE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
            *(
                f"CREATE OR REPLACE TRIGGER {name}_no_{action.lower()} BEFORE {action} {rows} "
                f"EXECUTE FUNCTION {name}_refuse()"
                for action in actions
            ),
        ],
    }
    _run(connection, statements)


def look_after(app, table, *, name, **refusal):
    """Sets the triggers of `refuse` again after each `migrate`; called once when the app config `app` is ready."""

    def set_again(using, **kwargs):
        connection = connections[using]
        if table in connection.introspection.table_names():
            refuse(connection, table, name=name, **refusal)

    post_migrate.connect(set_again, sender=app, weak=False, dispatch_uid=f"triggers.{name}")


def allow(connection, table, *, name, actions=("UPDATE", "DELETE")):
    """Removes what `refuse` installed."""
    drops = [f"DROP TRIGGER IF EXISTS {name}_no_{action.lower()}" for action in actions]
    statements = {
        "sqlite": drops,
        "postgresql": [*(f"{drop} ON {table}" for drop in drops), f"DROP FUNCTION IF EXISTS {name}_refuse()"],
    }
    _run(connection, statements)


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
