"""What names in cells stand for: units, authorities, fields, towns; each list read once for an import."""

import difflib
import re
from collections import Counter
from functools import cached_property

from django.utils.translation import gettext as _

from cases.importing.values import Wrong, half_width
from cases.models.base import SubjectType
from cases.models.punishment import PenaltyType
from cms.register.names import clean_code, name_key
from cms.rules.models import Field, Severity
from cms.units.models import Authority, Town, Unit

PENALTY_WORDS = {
    "没收违法所得": "confiscation",
    "没收非法财物": "confiscation",
    "暂扣许可证": "licence_suspension",
    "暂扣执照": "licence_suspension",
    "吊销许可证": "licence_revocation",
    "吊销执照": "licence_revocation",
    "吊销营业执照": "licence_revocation",
    "停产停业": "production_halt",
    "其它": "other",
}
TYPE_WORDS = {
    "法人": "legal",
    "法人或非法人组织": "legal",
    "企业": "legal",
    "个人": "natural_person",
    "个体": "individual_business",
}


DISTRICT = re.compile(r"(?:\w{2,4}?市)?(\w{2,4}?[区县])")


class Lists:
    """The lists as they are when first asked for."""

    def __init__(self):
        self.guessed = {}

    @cached_property
    def units(self):
        """Units with a page by the keys of names and codes: `{key: {pk: unit}}`, several where they shared it."""
        found = {}
        for unit in Unit.objects.filter(home__isnull=False).select_related("home").prefetch_related("names"):
            names = {unit.code, unit.name, unit.short_name}
            names |= {name for row in unit.names.all() for name in (row.full, row.short)}
            for key in {name_key(name) for name in names if name}:
                found.setdefault(key, {})[unit.pk] = unit
        return found

    @cached_property
    def places(self):
        """What stands before the names of the district's organs and is often left out, the longest first."""
        names = Unit.objects.values_list("names__full", flat=True)
        found = Counter(match.group() for name in names if name and (match := DISTRICT.match(name)))
        if not found:
            return []
        whole = found.most_common(1)[0][0]
        district = DISTRICT.fullmatch(whole)[1]
        return list(dict.fromkeys([whole, district, district[-1]]))

    def bare(self, key):
        """The key of a name without the district before it."""
        place = next((place for place in self.places if key.startswith(place)), "")
        return key.removeprefix(place)

    def _found(self, text, known):
        """What `known` ({key of a name: row}) has under `text`, with or without the district; or None."""
        key = name_key(half_width(text))
        if key in known:
            return known[key]
        if (id(known), key) not in self.guessed:
            self.guessed[id(known), key] = self._guess(key, known)
        return self.guessed[id(known), key]

    def _guess(self, key, known):
        near = [row for name, row in known.items() if self.bare(name) == self.bare(key)]
        rows = {tuple(row) if isinstance(row, dict) else row.pk for row in near}
        return near[0] if len(rows) == 1 else None

    @cached_property
    def authorities(self):
        """Authorities by the keys of their names; those of member units by the units' names as well."""
        found = {}
        rows = list(Authority.objects.select_related("unit", "regime").prefetch_related("unit__names"))
        for authority in rows:
            found[name_key(authority.name)] = authority
        for authority in rows:
            if authority.unit:
                for row in authority.unit.names.all():
                    found.setdefault(name_key(row.full), authority)
                    found.setdefault(name_key(row.short), authority)
        return found

    @cached_property
    def authority_codes(self):
        """Authorities by their credit codes."""
        return {row.credit_code: row for row in self.authorities.values() if row.credit_code}

    @cached_property
    def fields(self):
        """Fields by kind and the key of their names."""
        found = {}
        for row in Field.objects.all():
            found.setdefault(row.kind, {})[name_key(row.name)] = row
        return found

    @cached_property
    def towns(self):
        """Towns by the key of their names."""
        return {name_key(row.name): row for row in Town.objects.all()}

    @cached_property
    def severity_words(self):
        """轻微, 一般, 严重, also with 失信 behind."""
        words = {str(label): value for value, label in Severity.choices}
        return words | {f"{word}失信": value for word, value in words.items()}

    @cached_property
    def type_words(self):
        """Kinds of subject as the table and people call them."""
        return {str(label): value for value, label in SubjectType.choices} | TYPE_WORDS

    @cached_property
    def penalty_words(self):
        """Kinds of penalty as the table and people call them."""
        return {str(label): value for value, label in PenaltyType.choices} | PENALTY_WORDS

    def unit(self, text, day=None):
        """The unit that `text` names; of several that bore a name the one that bore it on `day`. Raises Wrong."""
        found = self._found(text, self.units) or {}
        if len(found) > 1 and day:
            bore = {
                pk: unit
                for pk, unit in found.items()
                if (name := unit.name_on(day)) and name_key(text) in {name_key(name.full), name_key(name.short)}
            }
            found = bore or found
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            raise Wrong(_("Several units bore this name."), _("Write the unit's code instead."))
        raise Wrong(_("No unit of this name reports here."), self._near(text, self.units))

    def authority(self, text, code=""):
        """The authority that `text` or its credit code names; raises Wrong."""
        found = self._found(text, self.authorities) or self.authority_codes.get(clean_code(code))
        if found is None:
            remedy = self._near(text, self.authorities) or _("Ask the credit office to add it to the authorities.")
            raise Wrong(_("This authority is not known."), remedy)
        return found

    def field(self, text, kind):
        """The field of `kind` (punishment or honour) that `text` names; raises Wrong."""
        known = self.fields.get(kind, {})
        found = known.get(name_key(half_width(text)))
        if found is None:
            other = any(name_key(half_width(text)) in rows for rows in self.fields.values())
            message = _("This field belongs to the other kind of case.") if other else _("This field is not known.")
            raise Wrong(message, self._near(text, known) or _("Choose one from the template's list."))
        return found

    def town(self, text):
        """The town that `text` names; raises Wrong."""
        found = self.towns.get(name_key(half_width(text)))
        if found is None:
            raise Wrong(_("This town is not known."), self._near(text, self.towns))
        return found

    @staticmethod
    def _near(text, known):
        """A sentence with what may have been meant; "" where nothing is near."""
        near = difflib.get_close_matches(name_key(half_width(text)), known, n=1, cutoff=0.6)
        if not near:
            return ""
        row = known[near[0]]
        row = next(iter(row.values())) if isinstance(row, dict) else row
        return _("Did you mean “%(name)s”?") % {"name": row.name}
