"""What both embedded engines keep of an object: the runs of its texts, by the kind of search field they came from."""

from dataclasses import dataclass, field

from modelsearch.conf import get_app_config
from modelsearch.index import AutocompleteField, SearchField
from modelsearch.utils import get_content_type_pk

from search.analysis import EDGE, pairs, runs
from search.pinyin import spoken

LONGEST_TEXT = 400_000  # characters of one value that are indexed: a save stays a matter of a second
CODE_LENGTH = 18  # of a unified social credit code: suggested from whichever of its characters typing starts at
SHORTEST_TYPED = 2
UNIQUE = ("content_type", "object_id")


@dataclass
class Document:
    """The runs of one object's texts, each line between two edges; the kinds are the names of FTS5's columns."""

    title: list = field(default_factory=list)
    body: list = field(default_factory=list)
    autocomplete: list = field(default_factory=list)

    @property
    def tokens(self):
        """`{kind: its tokens, separated by spaces}`, for an engine that splits at spaces and keeps their order."""
        return {name: " ".join(token for run in part for token in pairs(run)) for name, part in vars(self).items()}


def document(indexer):
    """The `Document` of a stock `ObjectIndexer`'s object."""
    found = Document()
    for search_field in indexer.search_fields:
        # The engines' indexers give (field, value) or (field, weight, value).
        for current, *_weight, value in indexer.prepare_field(indexer.obj, search_field):
            if isinstance(current, AutocompleteField):
                found.autocomplete += edged_runs(value, typed=True)
            elif isinstance(current, SearchField):
                kind = found.title if current.field_name == "title" else found.body
                kind += edged_runs(value)
    return found


def edged_runs(text, *, typed=False):
    """The runs of a value with an edge before and after each line: no phrase runs over one, and a whole line can
    be asked for. `typed` adds to a line that is a credit code the ends of the code, to one in Han its sound."""
    found = [EDGE]
    for line in text[:LONGEST_TEXT].splitlines():
        if in_line := runs(line):
            found += [*in_line, EDGE]
            if typed and len(in_line) == 1 and len(in_line[0]) == CODE_LENGTH and in_line[0].isascii():
                found += [in_line[0][start:] for start in range(1, CODE_LENGTH - SHORTEST_TYPED + 1)]
                found.append(EDGE)
            elif typed:
                found += spoken(in_line)
    return found if len(found) > 1 else []


class AnalysedIndex:
    """Mixin for a stock index class: writes rows built by `columns(document)`, in one statement."""

    indexer_class = None

    def __str__(self):
        return "of the database"

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
        rows = {key: self.columns(document(indexer)) for key, indexer in indexers.items()}
        if rows:
            self.write(entry_class, content_type, rows)

    def write(self, entry_class, content_type, rows):
        """Writes `{object's key: {column: value}}`, new or over the rows that are there, in one statement."""
        names = [item.name for item in entry_class._meta.concrete_fields]
        entry_class._default_manager.using(self.write_connection.alias).bulk_create(
            [entry_class(content_type_id=content_type, object_id=key, **columns) for key, columns in rows.items()],
            update_conflicts=True,
            unique_fields=UNIQUE,
            update_fields=[name for name in names if name not in {"id", "title_norm", *UNIQUE}],
        )

    def _refresh_title_norms(self, full=False):
        """Nothing: our ranking does not read the norms, and the stock class rewrites them at every save."""
