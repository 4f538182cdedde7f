"""What an operator may have forgotten, said at the start in sentences that help.

Errors stop `linli serve`; warnings are only said. A demonstration and a developer's machine (`LINLI_DEBUG`) may do
what a centre that serves people may not.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution

from linli.lib.envelopes import STRETCHES

LOCAL = {"localhost", "127.0.0.1", "[::1]", "testserver", ".localhost"}
SECRET_LENGTH = 40


def serves_people() -> bool:
    """Tell whether this is an installation for real work."""
    return not settings.DEBUG and not settings.DEMONSTRATION


@register("linli")
def secret(**_: Any) -> Sequence[CheckMessage]:
    """The key that signs sessions must be long and made by chance."""
    key = settings.SECRET_KEY
    if len(key) >= SECRET_LENGTH and len(set(key)) > 12 and not key.startswith("django-insecure"):
        return []
    return [
        Error(
            "The session key is too weak: whoever guesses it can sign in as anyone.",
            hint="Remove LINLI_SECRET_KEY, and a good one is made in the data folder (keys/session.key).",
            id="linli.E001",
        )
    ]


@register("linli")
def debugging(**_: Any) -> Sequence[CheckMessage]:
    """Error pages with the program's memory on them are for this machine only."""
    if not settings.DEBUG or set(settings.ALLOWED_HOSTS) <= LOCAL:
        return []
    return [
        Error(
            "LINLI_DEBUG is on while LINLI_HOSTS lets others in: an error page would show them what is in memory.",
            hint="Remove LINLI_DEBUG from the settings, or LINLI_HOSTS on a developer's machine.",
            id="linli.E002",
        )
    ]


@register("linli")
def hosts(**_: Any) -> Sequence[CheckMessage]:
    """The names under which the site is reached must be listed."""
    if "*" in settings.ALLOWED_HOSTS:
        return [
            Error(
                "LINLI_HOSTS allows every name, so a forged one could end up in the links of our messages.",
                hint="List the names of the site, for example LINLI_HOSTS=centre.example.org",
                id="linli.E003",
            )
        ]
    if serves_people() and set(settings.ALLOWED_HOSTS) <= LOCAL:
        return [
            Caution(
                "LINLI_HOSTS names this machine only: nobody else can open the site.",
                hint="List the names of the site, for example LINLI_HOSTS=centre.example.org",
                id="linli.W004",
            )
        ]
    return []


@register("linli")
def https(**_: Any) -> Sequence[CheckMessage]:
    """Cookies and codes must not travel in the clear."""
    if settings.HTTPS or not serves_people() or set(settings.ALLOWED_HOSTS) <= LOCAL:
        return []
    return [
        Caution(
            "LINLI_HTTPS is off: sign-ins and receipt codes travel in the clear.",
            hint="Put the site behind HTTPS (docs/operate/production.md) and set LINLI_HTTPS=1.",
            id="linli.W005",
        )
    ]


@register("linli")
def database_kind(**_: Any) -> Sequence[CheckMessage]:
    """One file serves one office; a county needs a server."""
    engine = settings.DATABASES["default"]["ENGINE"]
    if not serves_people() or engine.endswith("postgresql"):
        return []
    if engine.endswith("sqlite3"):
        return [
            Caution(
                "The database is one SQLite file: right for one office on one machine, not for a county.",
                hint="Set LINLI_DATABASE=postgres://… (docs/operate/production.md), or silence this for one office.",
                id="linli.W006",
            )
        ]
    return [Error("LINLI_DATABASE must be a PostgreSQL or SQLite address.", id="linli.E007")]


@register("linli")
def second_factor(**_: Any) -> Sequence[CheckMessage]:
    """A stolen password alone must not open the matters of residents."""
    if settings.REQUIRE_SECOND_FACTOR or not serves_people():
        return []
    return [
        Caution(
            "LINLI_REQUIRE_SECOND_FACTOR is off: a stolen password alone opens the matters of residents.",
            hint="Remove LINLI_REQUIRE_SECOND_FACTOR=0; staff are then asked to add an app or a passkey at their next sign-in.",
            id="linli.W008",
        )
    ]


@register("linli")
def key_stretch(**_: Any) -> Sequence[CheckMessage]:
    """Guessing the passwords that guard sealed matters must cost something."""
    if settings.KEY_STRETCH not in STRETCHES:
        known = " or ".join(str(level) for level in STRETCHES if level)
        return [
            Error(
                f"LINLI_KEY_STRETCH is {settings.KEY_STRETCH}, which nothing could be opened with again.",
                hint=f"Remove LINLI_KEY_STRETCH, or set it to {known}.",
                id="linli.E011",
            )
        ]
    if settings.KEY_STRETCH or not serves_people():
        return []
    return [
        Caution(
            "LINLI_KEY_STRETCH is 0: whoever copies the database can guess the passwords that guard sealed matters.",
            hint="Remove LINLI_KEY_STRETCH; 0 is for tests.",
            id="linli.W012",
        )
    ]


@register("linli")
def key_files(**_: Any) -> Sequence[CheckMessage]:
    """Keys are for the program's user alone."""
    open_to_others = [
        path for path in Path(settings.KEYS).glob("*") if path.is_file() and path.stat().st_mode & 0o077
    ]
    return [
        Error(
            f"Others on this machine can read the key {path}.",
            hint=f"chmod 600 {path}",
            id="linli.E009",
        )
        for path in open_to_others
    ]


@register("linli")
def locality(**_: Any) -> Sequence[CheckMessage]:
    """The data of the deployment must be where the settings say."""
    if Path(settings.LOCALITY).is_dir():
        return []
    return [
        Error(
            f"There is no folder {settings.LOCALITY}, where the procedures, limits and texts of this centre should be.",
            hint="Set LINLI_LOCALITY to the folder of your locality, or remove it for the demonstration.",
            id="linli.E010",
        )
    ]
