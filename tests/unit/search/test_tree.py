"""modelsearch's queries as trees: the same truth, and the same again in FTS5's language."""

import itertools
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st
from modelsearch.query import MATCH_ALL, MATCH_NONE, And, Boost, Fuzzy, Not, Or, PlainText
from modelsearch.query import Phrase as WholePhrase

from search.analysis import EDGE
from search.backends import tree as trees

WORDS = "abcd"
DOCUMENTS = [set(words) for size in range(5) for words in itertools.combinations(WORDS, size)]

leaves = st.one_of(
    st.sampled_from(WORDS).map(PlainText),
    st.sampled_from([MATCH_ALL, MATCH_NONE]),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: PlainText(" ".join(words), "or")),
)
queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not),
        inner.map(lambda query: Boost(query, 2.0)),
        st.lists(inner, min_size=1, max_size=3).map(And),
        st.lists(inner, min_size=1, max_size=3).map(Or),
    ),
    max_leaves=8,
)


def true_of_query(query, document):
    """Whether a query matches a document, a set of words."""
    if isinstance(query, PlainText):
        kind = all if query.operator == "and" else any
        return kind(word in document for word in query.query_string.split())
    if isinstance(query, And | Or):
        kind = all if isinstance(query, And) else any
        return kind(true_of_query(part, document) for part in query.subqueries)
    if isinstance(query, Not | Boost):
        return true_of_query(query.subquery, document) is not isinstance(query, Not)
    return True


def true_of_tree(tree, document):
    """Whether a tree matches a document."""
    if isinstance(tree, trees.Constant):
        return tree is trees.EVERYTHING
    if isinstance(tree, trees.Word):
        return any(set(phrase.runs) <= document for phrase in tree.phrases)
    if isinstance(tree, trees.But):
        return not true_of_tree(tree.part, document)
    kind = all if isinstance(tree, trees.All) else any
    return kind(true_of_tree(part, document) for part in tree.parts)


@given(queries)
def test_a_tree_says_what_its_query_says(query):
    tree = trees.read(query)
    for document in DOCUMENTS:
        assert true_of_tree(tree, document) is true_of_query(query, document)


@given(queries)
def test_constants_stand_at_the_top_or_nowhere(query):
    def parts(tree):
        inner = getattr(tree, "parts", (tree.part,) if isinstance(tree, trees.But) else ())
        return [*inner, *(deeper for part in inner for deeper in parts(part))]

    assert not [part for part in parts(trees.read(query)) if isinstance(part, trees.Constant)]


@pytest.mark.engine("sqlite")
def test_fts5_says_what_the_tree_says():
    from search.backends.sqlite import match_text

    table = sqlite3.connect(":memory:")
    table.execute("CREATE VIRTUAL TABLE texts USING fts5(body)")
    table.executemany(
        "INSERT INTO texts (rowid, body) VALUES (?, ?)",
        [(number, " ".join(sorted(document))) for number, document in enumerate(DOCUMENTS)],
    )

    @given(queries)
    def ask(query):
        tree = trees.read(query)
        if isinstance(tree, trees.Constant):
            return
        text, negated = match_text(tree)
        rows = {row for (row,) in table.execute("SELECT rowid FROM texts WHERE texts MATCH ?", [f"{{body}} : {text}"])}
        wanted = {number for number, document in enumerate(DOCUMENTS) if true_of_tree(tree, document)}
        assert (set(range(len(DOCUMENTS))) - rows if negated else rows) == wanted

    ask()
    table.close()


def test_words_of_a_boosted_part_weigh_more_and_excluded_ones_nothing():
    found = trees.words(trees.read(And([PlainText("a"), Boost(PlainText("b"), 3.0), Not(PlainText("c"))])))
    assert [(word.phrases[0].runs, word.boost) for word in found] == [(("a",), 1.0), (("b",), 3.0)]


def test_nothing_typed_finds_nothing():
    for query in (PlainText(""), PlainText("。，"), WholePhrase("\x00"), Or([]), And([])):
        assert trees.read(query) is trees.NOTHING
        assert trees.whole_line(query) is None
        assert trees.line_start(query) is None


def test_fuzzy_is_left_to_the_stock_backend():
    with pytest.raises(NotImplementedError):
        trees.read(Fuzzy("a"))


def test_lines_stand_between_edges():
    whole, start = trees.whole_line(PlainText("税务 No.5")), trees.line_start(PlainText("税务 No"))
    assert whole.tokens == [EDGE, "税务", "务", "no", "5", EDGE]
    assert start.tokens == [EDGE, "税务", "务", "no"]
    assert start.open_ended
    assert trees.line_start(PlainText("税务")).tokens == [EDGE, "税务"]
