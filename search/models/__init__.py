"""What search keeps of its own: which changes the index has yet to hear of."""

from search.models.change import Change

__all__ = ["Change"]
