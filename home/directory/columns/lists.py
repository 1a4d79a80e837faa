"""The lists of the fields, each with its definition; fields without one are shown as such."""

from django.utils.translation import gettext_lazy as _

from cms.register.models import Entry
from cms.register.vocabulary import Kind
from cms.rules.models import Field
from home.directory.asked import Asked
from home.directory.sheets import Column, Sheet


def _fact(name):
    return lambda entry: entry.content.facts[name]


COLUMNS = [
    Column("field", _("field"), lambda entry: entry.field.name),
    Column("title", _("title")),
    Column("legal_name", _("what the law calls it"), _fact("legal_name")),
    Column("synonyms", _("former names"), _fact("synonyms")),
    Column("unit", _("keeping unit"), lambda entry: entry.unit.short_name),
    Column(
        "basis",
        _("basis"),
        lambda entry: "；".join(f"{row['law']} {row['article']}" for row in entry.content.facts["bases"]),
    ),
    Column("entry_rule", _("rule of entry"), _fact("entry_rule")),
    Column("exit_rule", _("rule of exit"), _fact("exit_rule")),
    Column("remedy", _("remedy"), _fact("remedy")),
    Column("period", _("period"), _fact("period")),
    Column("source_name", _("source list"), _fact("source_name")),
    Column("source_url", _("address of the source list"), _fact("source_url")),
    Column("updated_on", _("updated on"), _fact("updated_on")),
]

MEMBER_COLUMNS = [
    Column("field", _("field"), lambda row: row["field"]),
    Column("name", _("full name"), lambda row: row["name"]),
    Column("code", _("unified social credit code"), lambda row: row["code"]),
    Column("year", _("year"), lambda row: row["year"]),
    Column("issuer", _("granted by"), lambda row: row["issuer"]),
    Column("valid_until", _("valid until"), lambda row: row["until"]),
    Column("revoked_on", _("revoked on"), lambda row: ""),
]
FILES = {"lists": _("lists of the fields"), "members": _("organisations honoured")}


def public(page):
    """The entries of the public lists below the column, in the order of the fields."""
    entries = Entry.objects.visible().filter(kind=Kind.PAGE, page__path__startswith=page.path, field__isnull=False)
    return entries.for_lists().select_related("content").order_by("field__kind", "field__order", "field__id")


def context(page, params):
    """Both halves: every field with its list, or without one yet."""
    asked = Asked(params, page.get_url())
    entries = {entry.field_id: entry for entry in public(page)}
    groups = {kind: [] for kind in Field.Kind.values}
    for field in Field.objects.all():
        groups[field.kind].append({"field": field, "entry": entries.get(field.pk)})
    return {"asked": asked, "groups": groups, "total": len(entries)}


def sheet(page, params):
    """The definitions of all public lists; with `of=members` the organisations whose honour is valid now."""
    asked = Asked(params, page.get_url())
    entries = list(public(page))
    if asked.choice("of", _("lists of the fields"), FILES) == "members":
        rows = [{"field": entry.field.name, **row} for entry in entries for row in entry.content.subjects]
        return Sheet(MEMBER_COLUMNS, rows)
    return Sheet(COLUMNS, [] if asked.unknown else entries)
