"""What a centre already has, as tables: units with their names, staff with their posts, roles as TOML."""

from linli.ground.people.imports.report import Report
from linli.ground.people.imports.roles import RolesInvalid, load_roles
from linli.ground.people.imports.staff import FirstPassword, StaffReport, import_staff
from linli.ground.people.imports.units import import_units

__all__ = [
    "FirstPassword",
    "Report",
    "RolesInvalid",
    "StaffReport",
    "import_staff",
    "import_units",
    "load_roles",
]
