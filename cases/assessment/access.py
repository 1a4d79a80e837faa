"""Who may see and do what here: the board's readers every unit, a unit's people their own line."""

from cms.units.members import units_of
from cms.units.models import Unit

BOARD = "assessment.view_board"
SUPERVISE = "assessment.supervise"
REPORT_FOR_OTHERS = "cases.add_mediareport"


def sees_board(user):
    """Whether `user` sees the figures of all units."""
    return user.is_active and user.has_perm(BOARD)


def supervises(user):
    """Whether `user` verifies, accepts, gives the centre's scores, and closes years."""
    return user.is_active and user.has_perm(SUPERVISE)


def visible_units(user):
    """The units whose line `user` may see."""
    return Unit.objects.all() if sees_board(user) else units_of(user)


def reporting_units(user):
    """The units for which `user` may report a media report: the own ones; the credit office for every unit."""
    return Unit.objects.all() if user.is_active and user.has_perm(REPORT_FOR_OTHERS) else units_of(user)


def speaks_for(user, unit):
    """Whether `user` may file zero reports, scores and duties of `unit`: its own people only."""
    return units_of(user).filter(pk=unit.pk).exists()


def has_desk(user):
    """Whether the section is of any use to `user`."""
    return sees_board(user) or visible_units(user).exists()
