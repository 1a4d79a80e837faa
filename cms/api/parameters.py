"""The parameters of the API, read strictly: what is wrong, unknown or said twice is named, and nothing is guessed."""

import datetime
import re
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model

from cms.api.problems import Wrong
from cms.register.dictionary import NAMES
from cms.register.filters import DATES, FILTERS, is_year, subject_code
from cms.register.fulltext import QUERY_LIMIT, readable_query
from cms.register.since import FILTER_NAMES

DEFAULT_SIZE, MOST = 25, 100  # entries of a page
PATH = re.compile(r"/(?:[\w\-]+/)+")
LONGEST = 500  # characters of any parameter


class Parameters(BaseModel):
    """The base: unknown names are errors."""

    model_config = ConfigDict(extra="forbid")


def read(model, request):
    """The request's parameters as an instance of `model`; raises Wrong with every fault there is."""
    given = dict(request.GET.lists())
    faults = {name: _("said more than once") for name, values in given.items() if len(values) > 1}
    try:
        found = model.model_validate({name: values[-1] for name, values in given.items()})
    except ValidationError as error:
        for one in error.errors():
            name = str(one["loc"][0]) if one["loc"] else ""
            faults[name] = _reason(one)
    if faults:
        raise Wrong([(name[:LONGEST], reason) for name, reason in faults.items()])
    return found


def _reason(error):
    """A pydantic error as a sentence."""
    if error["type"] == "extra_forbidden":
        return _("unknown parameter")
    if error["type"] == "missing":
        return _("is needed")
    return str(error.get("ctx", {}).get("error") or _("is not of the right form"))


def _checked(check):
    """A validator: `check` takes the text and returns the value, or raises ValueError with a sentence."""

    def validate(text):
        if not isinstance(text, str):
            return text  # the default
        if len(text) > LONGEST:
            raise ValueError(_("is too long"))
        return check(text.strip())

    return BeforeValidator(validate)


def _words(text):
    question, cut = readable_query(text)
    if cut or not question:
        raise ValueError(_("must be 1 to %(most)s readable characters") % {"most": QUERY_LIMIT})
    return question


def _number(text):
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise ValueError(_("must be a whole number from 1 to %(most)s") % {"most": MOST})
    return int(text)


def _date(text):
    try:
        if len(text) != len("2026-01-01"):
            raise ValueError
        day = datetime.date.fromisoformat(text)
        if not is_year(str(day.year)):
            raise ValueError
        return day
    except ValueError:
        raise ValueError(_("must be a date such as 2026-01-31")) from None


def _year(text):
    if not is_year(text):
        raise ValueError(_("must be a year such as 2026"))
    return int(text)


def _names(text):
    names = [name.strip() for name in text.split(",")]
    wrong = [name for name in names if name not in NAMES]
    if wrong:
        raise ValueError(_("has no such columns: %(names)s") % {"names": ", ".join(wrong)})
    return tuple(names)


def _subject(text):
    code = subject_code(text)
    if not code:
        raise ValueError(_("must be a unified social credit code of 18 characters"))
    return code


def _path(text):
    if not PATH.fullmatch(text):
        raise ValueError(_("must be a path such as /board/7q2m9x4kfa/"))
    return text


def _value_of(item):
    def check(text):
        if not item.takes(text):
            raise ValueError(_one_of(item.choices) if item.choices else _("has no such value"))
        return text

    return _checked(check)


def _one_of(values):
    return _("must be one of: %(values)s") % {"values": ", ".join(map(str, values))}


def _order(text):
    if text not in DATES:
        raise ValueError(_one_of(DATES))
    return text


def optional(annotated, description, example, **schema):
    """A pydantic field: optional, described, with an example."""
    return annotated, Field(None, description=str(description), examples=[example], json_schema_extra=schema or None)


Text = _checked(_words)
Words = Annotated[str | None, Text]
Date = Annotated[datetime.date | None, _checked(_date)]
EXAMPLES = {"field": "quality", "unit": "scjg", "town": "baisha", "year": "2026", "issuer": "江津区人民政府办公室"}


def _filter(item):
    codes = [str(code) for code in item.choices]
    example = EXAMPLES.get(item.name) or codes[0]
    return optional(
        Annotated[str | None, _value_of(item)], item.label, example, **({"enum": [*codes, None]} if codes else {})
    )


Fields = optional(
    Annotated[tuple | None, _checked(_names)],
    _("the columns wanted, by comma; see the data dictionary"),
    "title,url,visible_until",
    type="string",
)
EntriesAsked = create_model(
    "EntriesAsked",
    __base__=Parameters,
    q=optional(Words, _("words in title or text"), "工资"),
    **{name: _filter(item) for name, item in FILTERS.items()},
    subject=optional(
        Annotated[str | None, _checked(_subject)], _("credit code of a firm the entry is about"), "91500116MA0000008T"
    ),
    order=optional(
        Annotated[str | None, _checked(_order)],
        _("the newest first, by this date; by default published"),
        "decided",
        enum=[*DATES, None],
    ),
    size=optional(Annotated[int | None, _checked(_number)], _("entries of a page, 25 by default"), 25, type="integer"),
    cursor=optional(Annotated[str | None, _checked(str)], _("where to go on: from “next” of the page before"), ""),
    fields=Fields,
)
EntryAsked = create_model("EntryAsked", __base__=Parameters, fields=Fields)
EntryAtPath = create_model(
    "EntryAtPath",
    __base__=Parameters,
    path=(
        Annotated[str, _checked(_path)],
        Field(description=_("address of the page, from the site's root"), examples=["/board/7q2m9x4kfa/"]),
    ),
    fields=Fields,
)
FiguresAsked = create_model(
    "FiguresAsked",
    __base__=Parameters,
    year=optional(Annotated[int | None, _checked(_year)], _("year of decision, and of the end"), 2026),
)
ChangesAsked = create_model(
    "ChangesAsked",
    __base__=Parameters,
    since=optional(Date, _("first day; by default 7 days before the last"), "2026-11-20"),
    until=optional(Date, _("last day; by default today"), "2026-11-27"),
    **{name: _filter(FILTERS[name]) for name in FILTER_NAMES},
)
