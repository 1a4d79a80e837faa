"""Objects as rows of their tables, in the database's own form, and how many of them are written at once."""

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


def numbers(model, count):
    """The next `count` numbers of a table's rows."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, count]
            )
            return [number for (number,) in cursor.fetchall()]
        # Within the transaction nobody else writes; SQLite takes the highest number given as the last one.
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
    return range(last + 1, last + count + 1)


def insert(model, rows):
    """Writes rows of all columns: by COPY on PostgreSQL, by one prepared statement on SQLite."""
    quoted = [connection.ops.quote_name(name) for name in columns(model)]
    target = f"{connection.ops.quote_name(model._meta.db_table)} ({', '.join(quoted)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {target} FROM STDIN") as copying:
                for row in rows:
                    copying.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {target} VALUES ({', '.join(['%s'] * len(quoted))})", rows)  # noqa: S608
