"""Roles from a TOML file: a table for each role with name, reach and permissions."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Reach, Role
from linli.ground.people.permissions import known_permissions

KEYS = {"name", "reach", "permissions"}


class RolesInvalid(ValueError):
    """The file does not describe roles; `faults` says where and why, a sentence each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


@transaction.atomic
def load_roles(path: Path, *, actor: Actor) -> list[Role]:
    """Make or change the roles that `path` describes; roles it does not name stay. Raises RolesInvalid, Refused."""
    if not actor.may("people.edit"):
        raise Refused("people.edit")
    described = _read(path)
    faults = [fault for code, role in described.items() for fault in _faults(path, code, role)]
    if faults:
        raise RolesInvalid(faults)
    roles = []
    for code, role in described.items():
        values = {"name": role["name"], "reach": role["reach"], "permissions": sorted(role["permissions"])}
        roles.append(Role.objects.update_or_create(code=code, defaults=values)[0])
    return roles


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RolesInvalid([f"{path.name}: {error}"]) from error


def _faults(path: Path, code: str, role: Any) -> list[str]:
    where = f"{path.name}:{_line_of(path, code)}"
    if not isinstance(role, dict) or role.keys() != KEYS:
        return [
            _("%(where)s 角色“%(code)s”要有 name、reach、permissions 三项。") % {"where": where, "code": code}
        ]
    faults = []
    if role["reach"] not in Reach.values:
        faults.append(
            _("%(where)s 没有“%(reach)s”这种范围，只有 unit、area、centre。")
            % {"where": where, "reach": role["reach"]}
        )
    faults += [
        _("%(where)s 没有“%(name)s”这项权限。") % {"where": where, "name": name}
        for name in role["permissions"]
        if name not in known_permissions()
    ]
    return faults


def _line_of(path: Path, code: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.strip() == f"[{code}]"), 1)
