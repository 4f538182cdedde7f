"""The SQL of a cell, and the dump of one cell under another's name."""

import pytest
from click.testing import CliRunner

from linli.config.backups.databases import moved
from linli.config.cells.making import Cell, NameWrong, sql_of
from linli.config.commands.cell import cell


@pytest.mark.parametrize(
    "name", ["", "Dongxian", "dong-xian", "1st", "public", "pg_own", "ext", "a; DROP ROLE b", "x" * 41]
)
def test_a_name_that_could_mean_something_else_is_refused(name):
    with pytest.raises(NameWrong):
        Cell(name)
    assert CliRunner().invoke(cell, ["create", "--", name]).exit_code == 2


def test_on_a_cluster_the_switch_stands_around_the_making_of_the_schema_alone():
    lines = sql_of(Cell("dongxian"), on_citus=True).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("CREATE SCHEMA"))
    assert "sharding = on" in lines[at - 1]
    assert "sharding = off" in lines[at + 1]
    assert sum("citus" in line for line in lines) == 2
    assert "citus" not in sql_of(Cell("dongxian"), on_citus=False)


def test_what_is_printed_gives_every_role_its_path_and_its_patience_and_no_secret():
    said = CliRunner().invoke(cell, ["create", "dongxian"]).output
    for line in (
        "ALTER ROLE dongxian SET search_path = dongxian, ext;",
        "ALTER ROLE dongxian_app SET search_path = dongxian, ext;",
        "ALTER ROLE dongxian_app SET statement_timeout = '30s';",
        "ALTER ROLE dongxian SET lock_timeout = '2s';",
    ):
        assert line in said
    assert "PASSWORD '" not in said


def test_a_dump_is_filled_into_another_schema_and_its_rows_are_left_as_they_are():
    dump = [
        b"CREATE TABLE dongxian.matters_matter (id uuid NOT NULL);\n",
        b"COPY dongxian.matters_matter (words) FROM stdin;\n",
        b"he wrote dongxian.matters and COPY dongxian.x FROM stdin;\n",
        b"\\.\n",
        b"ALTER TABLE ONLY dongxian.matters_matter ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES dongxian.people_unit(id);\n",
        b"CREATE TABLE xdongxian.other (id uuid);\n",
    ]
    found = list(moved(dump, there="dongxian", here="beixian"))
    assert found[0] == b"CREATE TABLE beixian.matters_matter (id uuid NOT NULL);\n"
    assert found[1] == b"COPY beixian.matters_matter (words) FROM stdin;\n"
    assert found[2:4] == dump[2:4]
    assert found[4].count(b"beixian.") == 2
    assert found[5] == dump[5]
