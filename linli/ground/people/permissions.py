"""The permissions that roles may carry. Each room lists its own in `permissions.py` as `PERMISSIONS = {name: label}`."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PERMISSIONS: dict[str, "str | Promise"] = {"people.edit": _("管理人员、单位和岗位")}


@cache
def known_permissions() -> dict[str, "str | Promise"]:
    """Return every permission that exists in this installation, with what it is called."""
    known: dict[str, str | Promise] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("linli.") and find_spec(f"{app.name}.permissions"):
            known.update(import_module(f"{app.name}.permissions").PERMISSIONS)
    return known
