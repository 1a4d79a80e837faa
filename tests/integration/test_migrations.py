"""Migrations: in step with the models, reversible where they carry our data, and carrying that data."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate

from cms.rules.models import Field, PublicationRule


def test_models_and_migrations_agree(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_plans_fields_and_the_rules_are_there(db):
    assert Field.objects.filter(kind="punishment").count() == 25
    assert Field.objects.filter(kind="honour").count() == 9
    # Order 58 knew no classes, and three years at the most; a minor case is public by necessity only, and briefly.
    for day, expected in [("2026-03-31", [3, 36, 36]), ("2026-04-01", [3, 12, 36])]:
        governing = PublicationRule.objects.governing_or_none
        months = [governing(day, severity=code).longest_months for code in ("minor", "general", "serious")]
        assert months == expected


def test_the_ledgers_triggers_come_and_go_with_their_migration(db):
    loader = MigrationExecutor(connection).loader
    (operation,) = loader.get_migration("register", "0002_ledger_append_only").operations
    editor = SimpleNamespace(connection=connection)
    assert triggers()
    operation.reverse_code(None, editor)
    assert not triggers()
    operation.code(None, editor)
    assert triggers()


def triggers():
    """The names of the ledger's triggers in the database."""
    return {name for name in all_triggers() if name.startswith("ledger_")}


@pytest.mark.parametrize(
    ("app", "table", "trigger"),
    [
        ("remedy", "remedy_intakestep", "intakestep_no_update"),
        ("rules", "rules_rulechange", "rulechange_no_delete"),
        ("outbound", "outbound_removalrequest", "removal_no_update"),
        ("register", "register_entry", "kept_register_entry"),
        ("assessment", "assessment_closedyear", "assessment_closedyear_no_update"),
        ("assessment", "cases_mediareport", "cases_mediareport_in_no_insert"),
    ],
)
def test_a_trigger_lost_with_its_table_comes_back_with_the_next_migrate(db, app, table, trigger):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger}{f' ON {table}' * (connection.vendor != 'sqlite')}")
    assert trigger not in all_triggers()
    config = apps.get_app_config(app)
    post_migrate.send(config, app_config=config, using="default", verbosity=0, interactive=False, apps=apps, plan=[])
    assert trigger in all_triggers()


def all_triggers():
    """The names of all triggers in the database."""
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}
