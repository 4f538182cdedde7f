from linli.ground.people.models.staff import Staff
from linli.ground.people.models.posts import Post, Posting, Role
from linli.ground.people.models.units import Unit, UnitAlias

__all__ = ["Post", "Posting", "Role", "Staff", "Unit", "UnitAlias"]
