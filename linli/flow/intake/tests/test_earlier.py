"""A centre brings in what it dealt with before: bad rows are named, good ones taken, and counted as recorded."""

import csv
import gzip
import io
import os
from collections import Counter
from pathlib import Path

import pytest

from linli.config.env import ROOT
from linli.core.matters import numbers
from linli.core.matters.models import Category, Entry, Matter
from linli.core.registers import categories
from linli.flow.intake.earlier import MappingWrong, import_matters, read_mapping
from linli.flow.statistics.actions import differences, rebuild
from linli.flow.statistics.queries import Months, table, total
from linli.ground.people.actor import SYSTEM, Refused, resident
from linli.ground.people.models import UnitAlias
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
MAPPING = Path(ROOT) / "docs" / "operate" / "mappings" / "work-orders.toml"
HEAD = "rec_id,create_time,street,community,type_l1,type_l2,type_l3,type_l3_id,dispose_unit,dispose_unit_id,source,property,achieve\n"
GOOD = "7,2018-02-08,东河镇,柳湾村,,供水,管道漏水,W1,水务局（旧称）,SW,热线,投诉,逾期办结\n"


def bring_in(tmp_path, rows, encoding="utf-8"):
    file = tmp_path / "old.csv"
    file.write_text(HEAD + rows, encoding=encoding)
    return import_matters(file, read_mapping(MAPPING), actor=SYSTEM, now=MONDAY)


def test_good_rows_are_taken_and_each_bad_one_is_named_with_line_and_reason(centre, tmp_path):
    rows = GOOD + (
        "8,昨天,东河镇,柳湾村,,供水,管道漏水,W1,水务局,SW,热线,投诉,按期办结\n"
        "9,2018-02-09,东河镇,柳湾村,,供水,漏气,没有的分类,水务局,SW,热线,投诉,按期办结\n"
        "10,2018-02-09,东河镇,柳湾村,,供水,管道漏水,W1,水务局,SW,热线,投诉,也许\n"
        ",2018-02-09,东河镇,柳湾村,,供水,管道漏水,W1,水务局,SW,热线,投诉,按期办结\n"
    )
    report = bring_in(tmp_path, rows, encoding="gb18030")
    assert report.added == 1
    assert [bad.line for bad in report.bad] == [3, 4, 5, 6]
    assert "不是日期" in report.bad[0].reason
    matter = Matter.objects.visible_to(SYSTEM).get()
    assert (matter.unit, matter.category, matter.was_late, matter.is_open) == (
        centre.cast.water, centre.leak, True, False,
    )  # fmt: skip
    assert UnitAlias.objects.get(name="水务局（旧称）").unit == centre.cast.water


def test_two_rows_of_one_day_that_draw_the_same_number_get_two(centre, tmp_path, monkeypatch):
    drawn = iter(["1802080000018", "1802080000018", "1802080000026"])
    monkeypatch.setattr(numbers, "new_number", lambda on: next(drawn))
    assert bring_in(tmp_path, GOOD + GOOD.replace("7,", "8,", 1)).added == 2
    given = Matter.objects.visible_to(SYSTEM).values_list("number", flat=True)
    assert sorted(given) == ["1802080000018", "1802080000026"]


def test_the_same_table_twice_changes_nothing(centre, tmp_path):
    bring_in(tmp_path, GOOD)
    assert bring_in(tmp_path, GOOD).added == 0
    assert Entry.objects.filter(verb="intake.imported").count() == 1


def test_only_those_who_may_register_bring_matters_in(centre, tmp_path):
    with pytest.raises(Refused):
        import_matters(tmp_path / "x.csv", read_mapping(MAPPING), actor=resident(), now=MONDAY)


def test_a_mapping_that_names_nothing_we_know_says_what_it_could_name(tmp_path):
    file = tmp_path / "wrong.toml"
    file.write_text('[columns]\ncolour = "Farbe"\n', encoding="utf-8")
    with pytest.raises(MappingWrong, match="colour"):
        read_mapping(file)


@pytest.mark.lengthy
@pytest.mark.skipif("LINLI_DATA" not in os.environ, reason="LINLI_DATA names no folder with real work orders")
def test_eight_months_of_real_orders_come_in_whole(centre):
    folder = Path(os.environ["LINLI_DATA"]) / "workorders"
    file = folder / "workorders_2018_until_october.csv.gz"
    with gzip.open(file) as packed:
        rows = list(csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8-sig")))
    tree = categories.read(folder / "categories_372.csv", categories.Mapping())
    categories.load(tree, actor=SYSTEM, now=MONDAY)
    report = import_matters(file, read_mapping(MAPPING), actor=SYSTEM, now=MONDAY)
    assert (report.added, report.bad) == (len(rows), [])

    kept = Matter.objects.visible_to(SYSTEM)
    by_category = Counter(kept.values_list("category__external_code", "category__name"))
    assert by_category == Counter((row["type_l3_id"], row["type_l3"]) for row in rows)
    assert Counter(kept.values_list("unit__code", flat=True)) == Counter(
        row["dispose_unit_id"] for row in rows
    )
    assert Counter(kept.values_list("channel__name", flat=True)) == Counter(row["source"] for row in rows)
    late = sum(row["achieve"] == "逾期办结" for row in rows)
    assert kept.filter(was_late=True).count() == late

    rebuild()
    counts = total(Months(201801, 201812), actor=SYSTEM).counts
    assert (counts["received"], counts["late"], counts["in_time"]) == (len(rows), late, len(rows) - late)
    units = {row.label: row.counts["received"] for row in table("unit", Months(201801, 201812), actor=SYSTEM)}
    assert sum(units.values()) == len(rows)
    assert differences() == []
    assert Category.objects.exclude(external_code="").count() >= len(by_category)
