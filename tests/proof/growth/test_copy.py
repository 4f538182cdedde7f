"""Figures and exports read from a copy that takes no writes, acts never; when the copy goes away nobody notices.

The copy of this test is the same server under a role whose sessions are read-only, which refuses what a standby refuses; so that it
lags behind cannot be seen here (linli/config/tests/test_copies.py tries that with a copy of its own making).
"""

import re

import pytest

from linli.config.copies.pages import FIGURES
from tests.proof.database import Postgres
from tests.proof.installation import Installation, installation

pytestmark = pytest.mark.lengthy

PAGES = {
    "/figures": "portal:figures",
    "/desk/figures/": "desk:figures",
    "/desk/figures/wall/": "desk:figures-wall",
    "/desk/figures/by/unit/": "desk:figures-table",
    "/desk/joint/whistles/figures/": "desk:joint-figures",
    "/desk/petitions/figures/": "petitions:figures",
    "/desk/petitions/figures/list/": "petitions:figures-list",
    "/desk/petitions/reception/figures/": "petitions:reception-figures",
}
EXPORTS = [
    "/desk/figures/by/unit.csv",
    "/desk/supervision/export.csv",
    "/desk/joint/export.csv",
    "/desk/alerts/export.csv",
]
READER = """
    CREATE ROLE reader LOGIN;
    GRANT USAGE ON SCHEMA public TO reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
    ALTER ROLE reader SET default_transaction_read_only = on;
    ALTER ROLE reader SET log_statement = 'all';
"""


def asked(server: Postgres) -> list[str]:
    """Return the statements that the copy was asked."""
    return re.findall(r"statement: (.*)|execute [^:]*: (.*)", server.log.read_text(errors="replace"))


def look(house: Installation) -> dict[str, bool]:
    """Look at every page as the leader of the centre; return which of them said as of when its data are."""
    client = house.client()
    client.sign_in(house.known["staff"][1])
    said = {}
    for path in (*PAGES, *EXPORTS):
        answer = client.ask("GET", path)
        if answer.status == 404:  # not for this leader
            continue
        assert answer.status == 200, (path, answer.status, answer.text[-2000:])
        said[path] = bool(answer.header("Data-As-Of"))
        if path in PAGES:
            assert ("数据截至" in answer.text) == said[path]
    return said


def test_figures_and_exports_read_from_the_copy_and_go_on_when_it_is_away(evidence):
    assert set(PAGES.values()) == FIGURES
    with installation(web=False, workers=0, durable=False, processes=1) as house:
        for statement in READER.strip().split(";\n"):
            house.rows(statement)
        house.extra["LINLI_DATABASE_REPLICA"] = house.database.url.replace("linli@", "reader@")
        house.start_web()
        assert house.client().bring(key="not-from-the-copy").status == 201
        assert asked(house.database) == []
        with_copy = look(house)
        assert len(with_copy) >= 8
        assert all(with_copy.values())
        statements = asked(house.database)
        assert len(statements) > len(with_copy)
        assert not [said for said in statements if re.match(r"INSERT|UPDATE|DELETE", max(said))]
        house.rows("ALTER ROLE reader NOLOGIN")
        house.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'")
        without = look(house)
        assert set(without) == set(with_copy)
        assert not any(without.values())
        evidence(
            "G4", pages_read_from_the_copy=len(with_copy), statements=len(statements), failed_when_away=0
        )
