"""Objects as rows of their tables, in the database's own form."""

from django.db import connection


def columns(model):
    """The columns of a model's own table, in order."""
    return [field.column for field in model._meta.local_concrete_fields]


def values_of(model, instance):
    """What the columns of `model`'s own table hold of an object; JSON as its text."""
    return [
        _as_text(field.get_db_prep_save(getattr(instance, field.attname), connection))
        for field in model._meta.local_concrete_fields
    ]


def _as_text(value):
    # psycopg's wrapper of JSON; SQLite gets the text from Django.
    return value.dumps(value.obj) if hasattr(value, "dumps") else value
