"""What search keeps of its own: which changes the index has yet to hear of, editors' words, and what was asked."""

from search.models.asked import AskedQuestion, HiddenQuestion
from search.models.build import Build
from search.models.change import Change
from search.models.promotion import Promotion
from search.models.synonym import Synonym

__all__ = ["AskedQuestion", "Build", "Change", "HiddenQuestion", "Promotion", "Synonym"]
