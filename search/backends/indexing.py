"""What both embedded engines keep of an object: its texts by the kind of search field they came from."""

from dataclasses import dataclass, field

from modelsearch.conf import get_app_config
from modelsearch.index import AutocompleteField, SearchField
from modelsearch.utils import get_content_type_pk

from search.analysis import EDGE, index_tokens

LONGEST_TEXT = 400_000  # characters of one value that are indexed: a save stays a matter of a second
UNIQUE = ("content_type", "object_id")


@dataclass
class Document:
    """The texts of one object as `(text, boost)`, in the order of its search fields."""

    title: list = field(default_factory=list)
    body: list = field(default_factory=list)
    suggestions: list = field(default_factory=list)


def document(indexer):
    """The `Document` of a stock `ObjectIndexer`'s object."""
    found = Document()
    for search_field in indexer.search_fields:
        # The engines' indexers give (field, value) or (field, weight, value).
        for current, *_weight, value in indexer.prepare_field(indexer.obj, search_field):
            text = value[:LONGEST_TEXT]
            if isinstance(current, AutocompleteField):
                found.suggestions.append((text, None))
            elif isinstance(current, SearchField):
                kind = found.title if current.field_name == "title" else found.body
                kind.append((text, current.boost))
    return found


def edged_tokens(text):
    """The tokens of a value whose every line stands between edges: no phrase runs over one, and a whole line can
    be asked for."""
    tokens = [EDGE]
    for line in text.splitlines():
        if found := index_tokens(line):
            tokens += [*found, EDGE]
    return tokens if len(tokens) > 1 else []


class AnalysedIndex:
    """Mixin for a stock index class: writes rows built by `columns(document)`, in one statement."""

    indexer_class = None

    def columns(self, found):
        """`{column: value}` of the index row of a `Document`."""
        raise NotImplementedError

    def add_items(self, model, objs):
        """Writes the rows of the objects, all of the class `model`."""
        if not model.get_search_fields():
            return
        entry_class = get_app_config().get_model("IndexEntry")
        # An object named twice would be an error of ON CONFLICT: the last one counts.
        indexers = {indexer.id: indexer for indexer in (self.indexer_class(obj, self.backend) for obj in objs)}
        content_type = get_content_type_pk(model) if indexers else None
        rows = [
            entry_class(content_type_id=content_type, object_id=key, **self.columns(document(indexer)))
            for key, indexer in indexers.items()
        ]
        if rows:
            names = [item.name for item in entry_class._meta.concrete_fields]
            entry_class._default_manager.using(self.write_connection.alias).bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=UNIQUE,
                update_fields=[name for name in names if name not in {"id", "title_norm", *UNIQUE}],
            )

    def _refresh_title_norms(self, full=False):
        """Nothing: our ranking does not read the norms, and the stock class rewrites them at every save."""
