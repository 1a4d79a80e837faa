"""The examination of what the other apps' demo content brought, so that the reports show something."""

from cms.ops.demo import Act
from cms.quality.examining import examine_all

LAST = 10_000  # after everything else of this instant


def prepare(run):
    """The terms are there from the migrations."""


def acts(run):
    """Everything is examined once, when it is there."""
    yield Act(run.now, examine_all, LAST)
