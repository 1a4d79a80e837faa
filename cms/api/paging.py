"""Pages by key: the next page goes on after the last entry given, whatever came or went meanwhile."""

import base64
import binascii
import datetime
import json

from django.conf import settings
from django.db.models import Q
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cms.api.problems import Wrong
from cms.register.filters import DATES


def page(rows, order, cursor, size):
    """`(entries, next cursor or None)` of the ordered queryset `rows` after `cursor` ("" or None: from the start).

    `order` is a key of DATES; the rows are ordered by its column and the primary key, both descending, so that equal
    dates have one order. Raises Wrong for a cursor that is none of this order.
    """
    column = DATES[order]
    rows = rows.order_by(f"-{column}", "-pk")
    if cursor:
        value, key = _read(cursor, order)
        # The first condition is implied by the second and lets an index be used.
        rows = rows.filter(Q(**{f"{column}__lte": value}), Q(**{f"{column}__lt": value}) | Q(pk__lt=key))
    entries = list(rows[: size + 1])
    if len(entries) <= size:
        return entries, None
    entries.pop()
    last = entries[-1]
    return entries, _write(order, getattr(last, column), last.pk)


def _write(order, value, key):
    text = json.dumps([order, value.isoformat(), key])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor, order):
    types = {"decided": datetime.date, "published": datetime.datetime}
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        of, value, key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        value = types[of].fromisoformat(value)
        if of != order or type(key) is not int or not 0 < key < 2**63:
            raise ValueError
        if of == "published" and value.tzinfo is None:
            raise ValueError
        if not datetime.MINYEAR < value.year < datetime.MAXYEAR:  # no other zone knows every moment of these
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError, UnicodeError, RecursionError, binascii.Error):
        raise Wrong([("cursor", _("is none of this list; begin without it"))]) from None
    return value, key


def address_of(request, cursor):
    """The whole address of the same list from `cursor` on."""
    params = {name: value for name, value in request.GET.items() if name != "cursor"}
    return f"{settings.SITE_URL}{request.path}?{urlencode(params | {'cursor': cursor})}"
