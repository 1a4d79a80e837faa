"""Home page, unit pages, policy library, columns and information pages."""

from home.models.columns import ColumnPage, InfoPage
from home.models.frames import HomePage, PolicyIndexPage, ServicesPage, UnitIndexPage, UnitPage
from home.models.policy import PolicyArticlePage

__all__ = [
    "ColumnPage",
    "HomePage",
    "InfoPage",
    "PolicyArticlePage",
    "PolicyIndexPage",
    "ServicesPage",
    "UnitIndexPage",
    "UnitPage",
]
