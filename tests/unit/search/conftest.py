"""No database: the words that find each other are given."""

import pytest

from search import synonyms

GROUPS = (("严重失信主体名单", "黑名单"), ("守信激励对象名单", "红名单"), ("失信被执行人", "老赖"))


@pytest.fixture(autouse=True)
def _synonyms(_fresh_cache):
    """The groups that the site starts with."""
    synonyms.groups.keep(GROUPS)
