"""What the query compilers of both embedded engines share: the tree, the join to the index, the order."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import AutoField, BigIntegerField, Case, F, IntegerField, When
from django.db.models.functions import Cast
from modelsearch.utils import get_descendants_content_types_pks

from search.backends import tree as trees

# A value that is exactly the question comes first, then what has it in the title; the engine's rank lies below 1.
EXACT, HEADED = 4.0, 2.0


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


class AnalysedCompiler:
    """Mixin for a stock query compiler. The engine's class says `matched`, `excluded` and `score`."""

    def get_config(self, backend):
        """None: the analysis is ours on every engine."""
        return

    @property
    def only_title(self):
        """Whether the search is limited to the title."""
        return self.fields is not None and set(self.fields) == {"title"}

    def read_tree(self):
        """The tree of the query."""
        return trees.read(self.query, typing=self.LAST_TERM_IS_PREFIX)

    def matched(self, tree):
        """The queryset of what the tree finds, joined to its index rows."""
        raise NotImplementedError

    def score(self, tree):
        """The expression by which matches are ordered, the greatest first."""
        raise NotImplementedError

    def search(self, config, start, stop, score_field=None, backend=None):
        """The queryset of the matches, in order, from `start` to `stop`; filters and orders can be added to it."""
        tree = self.read_tree()
        if tree is trees.NOTHING:
            return self.queryset.none()
        if tree is trees.EVERYTHING:
            return self.queryset[start:stop]
        queryset, score = self.matched(tree)
        return self._ordered(queryset, score, score_field)[start:stop]

    def _ordered(self, queryset, score, score_field):
        if score is not None and score_field is not None:
            queryset = queryset.annotate(**{score_field: score})
            score = F(score_field)
        if self.order_by_relevance:
            first = [] if score is None else [score.desc()]
            return queryset.order_by(*first, *tie_break(queryset))
        return queryset if queryset.query.order_by else queryset.order_by("-pk")

    def joined(self):
        """The queryset joined to its index rows."""
        queryset = self.queryset.filter(index_entries__isnull=False)
        if is_whole_number(queryset.model._meta.pk):
            queryset = queryset.filter(pk=own_number(queryset.model))
        return queryset
