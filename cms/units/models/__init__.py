"""Units, and who belongs to them."""

from cms.units.models.member import Membership, Role, RoleGroup
from cms.units.models.unit import Authority, Town, Unit, UnitName

__all__ = ["Authority", "Membership", "Role", "RoleGroup", "Town", "Unit", "UnitName"]
