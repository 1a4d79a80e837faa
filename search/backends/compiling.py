"""What the query compilers of both embedded engines share: the tree, the join to the index, the order."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import AutoField, BigIntegerField, Case, F, FloatField, IntegerField, Q, Value, When
from django.db.models.functions import Cast
from modelsearch.query import Fuzzy
from modelsearch.utils import get_descendants_content_types_pks

from search.backends import tree as trees

# What a match is worth: a line that is exactly the question, its words in the title, its words anywhere.
EXACT, HEADED, ANYWHERE = 4.0, 2.0, 1.0


def is_whole_number(field):
    """Whether a primary key is a whole number, looked for through links to parent models."""
    while field.remote_field:
        field = field.target_field
    return isinstance(field, IntegerField | AutoField)


def own_number(model):
    """The primary key an index row speaks of, as a number; null in rows of other models.

    Stated beside the join of the relation, which compares texts: with it the planner goes from the index to the rows.
    """
    types = get_descendants_content_types_pks(model)
    number = Cast(F("index_entries__object_id"), BigIntegerField())
    return Case(When(index_entries__content_type__in=types, then=number), output_field=BigIntegerField())


def tie_break(queryset):
    """The names that order equal matches: the queryset's own order or its model's, then the newest row."""
    names = queryset.query.order_by or queryset.model._meta.ordering
    return [*(name for name in names if _is_own_column(queryset.model, name)), "-pk"]


def _is_own_column(model, name):
    if not isinstance(name, str):
        return False
    try:
        return model._meta.get_field(name.removeprefix("-")).concrete
    except FieldDoesNotExist:
        return False


class Ranked:
    """Mixin for a stock query compiler: where a question is looked for, and what a match is worth, on every engine.

    Texts are kept in three columns: title, body (all fields but the title) and autocomplete.
    """

    @property
    def columns(self):
        """The columns that are searched."""
        if self.LAST_TERM_IS_PREFIX:
            return ("autocomplete",)
        if self.fields is None:
            return ("title", "body")
        return tuple(sorted({"title" if name == "title" else "body" for name in self.fields}, reverse=True))

    def worth(self, tree):
        """`(value, phrases, columns)` of what makes a match worth more: one of the phrases in one of the columns."""
        found = []
        if exact := trees.whole_line(self.query):
            found.append((EXACT, (exact,), ("title", "autocomplete")))
        words = trees.words(tree)
        total = sum(word.boost for word in words) or 1.0
        if self.LAST_TERM_IS_PREFIX:
            if beginning := trees.line_start(self.query):
                found.append((HEADED, (beginning,), self.columns))
        elif "title" in self.columns:
            found += [(HEADED * word.boost / total, word.phrases, ("title",)) for word in words]
        if isinstance(tree, trees.Any):
            found += [(ANYWHERE * word.boost / total, word.phrases, self.columns) for word in words]
        return found


class AnalysedCompiler(Ranked):
    """Mixin for a stock query compiler of a database. The engine's class says how a tree and a phrase are asked for."""

    index_row = "index_entries"  # the relation to the row that is searched

    def get_config(self, backend):
        """None: the analysis is ours on every engine."""
        return

    def condition(self, tree):
        """The condition that the tree matches within `columns`."""
        raise NotImplementedError

    def stands(self, phrases, columns):
        """The condition that one of the phrases stands in one of the columns; asked of matches only, for the order."""
        raise NotImplementedError

    def search(self, config, start, stop, score_field=None, **extra):
        """The queryset of the matches, in order, from `start` to `stop`; filters and orders can be added to it."""
        if isinstance(self.query, Fuzzy):
            return super().search(config, start, stop, score_field=score_field, **extra)
        tree = trees.read(self.query, typing=self.LAST_TERM_IS_PREFIX)
        if tree is trees.NOTHING:
            return self.queryset.none()
        if tree is trees.EVERYTHING:
            return self.queryset[start:stop]
        return self._ordered(self.matched(tree), self.score(tree), score_field)[start:stop]

    def matched(self, tree):
        """The queryset of what the tree matches, joined to its index rows."""
        joined = Q(**{f"{self.index_row}__isnull": False})
        if is_whole_number(self.queryset.model._meta.pk):
            joined &= Q(pk=own_number(self.queryset.model))
        # One call: a second one would join the index a second time.
        return self.queryset.filter(joined, self.condition(tree))

    def score(self, tree):
        """The expression by which matches are ordered, the greatest first: alike on every engine."""
        score = Value(0.0, output_field=FloatField())
        for value, phrases, columns in self.worth(tree):
            score += Case(
                When(self.stands(phrases, columns), then=Value(value)), default=Value(0.0), output_field=FloatField()
            )
        return score

    def _ordered(self, queryset, score, score_field):
        if score_field is not None:
            queryset = queryset.annotate(**{score_field: score})
            score = F(score_field)
        if self.order_by_relevance:
            # SQL takes no constant in ORDER BY: where the query says only what not to find, nothing is worth more.
            first = [] if isinstance(score, Value) else [score.desc()]
            return queryset.order_by(*first, *tie_break(queryset))
        return queryset if queryset.query.order_by else queryset.order_by("-pk")
