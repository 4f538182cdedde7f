"""What somebody wrote never becomes a formula in the spreadsheet program of whoever takes a table away.

Hostile words stand in every column in which somebody can write, of every table; then every export of the site is taken
and each of its cells looked at. What was written can be read back to the letter.
"""

import io
from itertools import cycle, product
from zipfile import ZipFile

import openpyxl
import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from linli.core.registers.declaration import every as every_register
from linli.lib.spreadsheets import open_table
from linli.lib.spreadsheets.writing import begins_a_formula, meant
from tests.noninterference.asking import undone
from tests.proof.leaks.table import rows
from tests.proof.leaks.test_headers import asked
from tests.proof.leaks.test_matrix import known
from tests.stories.planting import Planter

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.lengthy, pytest.mark.xdist_group("matrix")]

SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\u2212", "﹦", "﹢", "﹣", "﹫", "\t=", "\r=", "\n=", " =", "\u200b=", "\u202e=", "\ufeff="]  # fmt: skip
REST = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")']
PAYLOADS = [sign + rest for sign, rest in product(SIGNS, REST)]
NOT_FOUND_BY_NAME = {
    "portal:data_json",
    "portal:data_zip",
    "petitions:report-pdf",
    "petitions:report-preview",
}  # no tables
LEFT = {  # columns that are codes, by which the program finds its way
    "path", "digest", "password", "username", "contact_index", "mark", "key", "kind", "state", "capability", "procedure", "verb",
}  # fmt: skip


class Hostile(Planter):
    """Writes another payload into every column in which somebody can write."""

    def __init__(self, *given):
        super().__init__(*given)
        self.payloads = cycle(PAYLOADS)

    def value(self, field):
        if isinstance(field, models.CharField | models.TextField):
            return next(self.payloads)[: field.max_length]
        return super().value(field)


@pytest.fixture(scope="module")
def hostile(world):
    """The centre after somebody wrote so everywhere."""
    assert world.values
    with undone():
        planter = Hostile(world.matter, world.other, world.rows["letter"].pdf)
        planter.plant()
        apps.get_model("evidence.Verification")._base_manager.update(why="sampled")
        houses = [one.table() for one in every_register()]
        names = [
            "matters.Category",
            "matters.Channel",
            "people.Unit",
            "people.Staff",
            "people.Post",
            "people.Role",
            "places.Area",
            "places.Cell",
        ]
        for model in {
            *houses,
            *(apps.get_model(name) for name in names),
            apps.get_model("petitions_figures.Proposal"),
        }:
            if model.__module__.startswith("linli"):
                fields = [one for one in model._meta.concrete_fields if writable(one)]
                for row in model._base_manager.all():
                    model._base_manager.filter(pk=row.pk).update(
                        **{one.name: planter.value(one) for one in fields}
                    )
        yield planter


def writable(field):
    text = isinstance(field, models.CharField | models.TextField)
    return text and not (field.unique or field.choices or field.primary_key or field.name in LEFT)


def exports(world):
    """Yield every address of the site that gives a table: its name, its path, who takes it."""
    for address in known():
        named = any(word in address.name for word in ("export", "csv", "xlsx", "decisions"))
        if not named or address.name in NOT_FOUND_BY_NAME or "GET" not in rows()[address.name].let_in:
            continue
        viewer = sorted(rows()[address.name].let_in["GET"])[0]
        filling = {part: [world.value(address.name, part)] for part in address.parts}
        for part in {"kind", "dimension", "which", "table", "name"} & filling.keys():
            filling[part] = CHOICES.get(f"{address.name} {part}", filling[part])
        for chosen in product(*filling.values()):
            path = address.path(dict(zip(filling, chosen, strict=True)))
            yield (
                address.name,
                path,
                world.viewers["leader" if "leader" in rows()[address.name].let_in["GET"] else viewer],
            )


CHOICES = {
    "desk:figures-export kind": ["csv", "xlsx"],
    "desk:figures-export dimension": ["unit", "category", "town"],
    "desk:closing-endings-csv which": ["unsolved", "referred"],
    "desk:laboratory-replay-export table": ["units", "matters"],
    "desk:register-export name": [one.name for one in every_register()],
}


def cells_of(answer):
    """Yield every cell of a table: what stands in the file, and whether the file calls it a formula or a link."""
    data, kind = answer.body, answer.headers["Content-Type"]
    if kind.startswith("text/csv"):
        import csv

        for line in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            yield from ((cell, False) for cell in line)
    else:
        assert ZipFile(io.BytesIO(data)).testzip() is None
        for line in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows():
            yield from (("", cell.data_type == "f" or cell.hyperlink is not None) for cell in line)


def test_no_cell_of_any_export_becomes_a_formula(hostile, world, evidence):
    client, wrong, guarded, tables, empty = Client(raise_request_exception=False), [], 0, 0, []
    for name, path, viewer in exports(world):
        answer = asked(client, viewer, path)
        if answer.status_code == 404 and name in CHOICES_NEED_MORE:
            continue
        if answer.status_code != 200:
            wrong.append(f"{path}: {answer.status_code}")
            continue
        assert answer.headers["Content-Disposition"].startswith("attachment"), path
        wrong += [f"{path}: {secret}" for secret in WHO_BROUGHT_THEM if secret.encode() in answer.body]
        tables, lines = tables + 1, 0
        for cell, runs in cells_of(answer):
            lines += 1
            if runs or (begins_a_formula(cell) and not is_number(cell)):
                wrong.append(f"{path}: {cell!r}")
            guarded += meant(cell) != cell
        if not lines:
            empty.append(path)
    assert not wrong, "\n".join(wrong)
    assert tables > 30
    assert guarded > 200, "otherwise nothing hostile was in them"
    assert not empty
    evidence("S10", exports=tables, hostile_cells=guarded, formulas=0)


WHO_BROUGHT_THEM = ("13800000001", "13800000002", "13800000003", "王小满", "邻居")
CHOICES_NEED_MORE = {"desk:register-export", "desk:laboratory-replay-export", "desk:figures-export"}


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_what_was_written_is_read_back_to_the_letter(hostile, world):
    """A register that is taken away and brought back says what it said before."""
    answer = asked(Client(), world.viewers["registrar"], "/desk/registers/categories/export.csv")
    with open_table(answer.body) as table:
        found = {cell for row in table for cell in row.cells.values()}
    payloads = {payload.strip().lstrip("\ufeff") for payload in PAYLOADS}
    assert found & payloads
    assert not [cell for cell in found if cell.startswith("'") and begins_a_formula(cell[1:])]
