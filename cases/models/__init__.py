"""Page types of cases and the boards that list them."""

from cases.models.boards import BoardPage, HonoursPage
from cases.models.honour import HonourSubject, RewardCasePage
from cases.models.media_report import MediaReport
from cases.models.punishment import PunishmentBasis, PunishmentCasePage, PunishmentSubject

__all__ = [
    "BoardPage",
    "HonourSubject",
    "HonoursPage",
    "MediaReport",
    "PunishmentBasis",
    "PunishmentCasePage",
    "PunishmentSubject",
    "RewardCasePage",
]
