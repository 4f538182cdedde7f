"""Fills an empty database for the proofs: tables, the cast at work, programs with tokens. Run as a program by `database`.

`python -m tests.proof.preparing FILE` writes to FILE what a test must know: codes, tokens, names to sign in with.
"""

import json
import re
import sys
from pathlib import Path

PROGRAMS = 4


def main(target: Path) -> None:
    import django

    django.setup()
    from django.utils import timezone

    from linli.config import prepare
    from linli.doors.api.actions import add_client
    from linli.ground.people.actor import SYSTEM
    from linli.ground.people.models import Post, Role
    from linli.testing.cast import PASSWORD, make_cast
    from linli.testing.makers import open_centre

    timeouts()
    prepare.static_files()
    prepare.tables()
    cast = make_cast()
    centre = open_centre(cast)
    role = Role.objects.get(code="duty")
    post, _new = Post.objects.get_or_create(unit=cast.centre, role=role, defaults={"name": role.name})
    tokens = [
        add_client(f"热线{number}", post, per_minute=10**6, actor=SYSTEM, now=timezone.now())[1]
        for number in range(1, PROGRAMS + 1)
    ]
    known = {
        "tokens": tokens,
        "password": PASSWORD,
        "staff": [member.staff.username for member in (cast.clerk, cast.leader, cast.handler, cast.head)],
        "village": cast.east_village.code,
        "village_id": str(cast.east_village.id),
        "cell_id": str(cast.cell.id),
        "category": centre.leak.code,
        "channel": "window",
    }
    target.write_text(json.dumps(known))


def timeouts() -> None:
    """Set on the role what the operating guide says."""
    from django.db import connection

    if connection.vendor == "postgresql":
        guide = (Path(__file__).parents[2] / "docs" / "operate" / "production.md").read_text(encoding="utf-8")
        statements = re.findall(r"^    (alter role linli set .*;)$", guide, re.MULTILINE)
        assert len(statements) >= 3, "the operating guide no longer says which timeouts to set"
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connection.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
