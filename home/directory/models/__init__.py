"""The columns of the district's plan: one frame page, two types of registered pages, and tables with a validity."""

from home.directory.models.catalogue import CatalogueItem, CatalogueVersion
from home.directory.models.frame import DirectoryPage
from home.directory.models.lists import ListBasis, ListMember, ListPage
from home.directory.models.offers import OfferPage, OfferStory
from home.directory.models.places import PlanOffer, PlanPlace
from home.directory.models.tables import Contact, Counter, CreditPlace, JointMeasure, PlatformSystem, TrainingEvent

__all__ = [
    "CatalogueItem",
    "CatalogueVersion",
    "Contact",
    "Counter",
    "CreditPlace",
    "DirectoryPage",
    "JointMeasure",
    "ListBasis",
    "ListMember",
    "ListPage",
    "OfferPage",
    "OfferStory",
    "PlanOffer",
    "PlanPlace",
    "PlatformSystem",
    "TrainingEvent",
]
