import json
from datetime import date
from pathlib import Path

from django.db import migrations

FIELDS = Path(__file__).resolve().parents[1] / "data" / "fields.json"

# (rule and article, class, published by default, earliest repair, longest publication, from, to); months.
RULES = [
    ("《信用修复管理办法》（国家发展改革委令第36号）", "minor", False, 0, 3, date(2026, 4, 1), None),
    ("《信用修复管理办法》（国家发展改革委令第36号）", "general", True, 3, 12, date(2026, 4, 1), None),
    ("《信用修复管理办法》（国家发展改革委令第36号）", "serious", True, 12, 36, date(2026, 4, 1), None),
    ("《失信行为纠正后的信用信息修复管理办法（试行）》（国家发展改革委令第58号）", "minor", False, 0, 3, None, date(2026, 4, 1)),
    ("《失信行为纠正后的信用信息修复管理办法（试行）》（国家发展改革委令第58号）", "general", True, 3, 12, None, date(2026, 4, 1)),
    ("《失信行为纠正后的信用信息修复管理办法（试行）》（国家发展改革委令第58号）", "serious", True, 12, 36, None, date(2026, 4, 1)),
]


def load(apps, schema_editor):
    Field = apps.get_model("rules", "Field")
    Rule = apps.get_model("rules", "PublicationRule")
    for order, row in enumerate(json.loads(FIELDS.read_text(encoding="utf-8"))):
        Field.objects.get_or_create(code=row["code"], defaults={"name": row["name"], "kind": row["kind"], "order": order})
    for authority, severity, default, earliest, longest, start, end in RULES:
        Rule.objects.get_or_create(
            authority=authority,
            severity=severity,
            defaults={
                "published_by_default": default,
                "earliest_repair_months": earliest,
                "longest_months": longest,
                "valid_from": start,
                "valid_to": end,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("rules", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
