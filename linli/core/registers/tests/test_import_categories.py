"""A centre brings its category tree, in whatever shape it is."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from linli.core.matters.models import Category, Entry
from linli.core.registers import categories
from linli.core.registers.commands import import_categories
from linli.ground.people.actor import Refused
from linli.lib.spreadsheets import Unreadable

pytestmark = pytest.mark.django_db

LEVELS = "一级分类,二级分类,三级分类\n道路,路灯,其他\n道路,路面,坑洼\n环境,垃圾,其他\n"


@pytest.fixture
def written(tmp_path):
    def write(name, text, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write


@pytest.fixture
def bring(keeper, now):
    def bring(path, mapping=None):
        mapping = mapping or categories.Mapping()
        return categories.load(categories.read(path, mapping), actor=keeper, now=now, prefix=mapping.prefix)

    return bring


def paths():
    return set(Category.objects.values_list("path", flat=True))


def chains():
    return {" > ".join(Category.objects.get(code=code).name for code in path.split("/")) for path in paths()}


def test_one_column_a_level_with_names_that_repeat_under_different_parents(bring, written):
    report = bring(written("a.csv", LEVELS))
    assert (report.rows, report.leaves, report.added, report.bad) == (3, 3, 8, [])
    assert Category.objects.filter(name="其他").count() == 2
    assert "道路 > 路灯 > 其他" in chains()
    assert paths() >= {"01", "01/01-01", "01/01-01/01-01-01", "02/02-01/02-01-01"}


def test_the_same_file_again_adds_nothing(bring, written):
    bring(written("a.csv", LEVELS))
    entries = Entry.objects.count()
    report = bring(written("a.csv", LEVELS + "环境,垃圾,桶满\n"))
    assert (report.added, report.present) == (1, 8)
    assert Entry.objects.count() == entries + 1


def test_codes_of_the_other_system_are_kept_and_one_code_under_two_names_is_two_categories(bring, written):
    report = bring(written("a.csv", "l1,l1_id,l2,l2_id\n市容,5,乱堆,615\n市容,5,乱堆、晾挂,615\n"))
    assert report.leaves == 2
    assert set(Category.objects.values_list("code", "external_code")) == {
        ("5", "5"),
        ("615", "615"),
        ("615-2", "615"),
    }
    finder = categories.Finder()
    assert finder.find(["市容", "乱堆、晾挂"], code="615").name == "乱堆、晾挂"
    assert finder.find(code="5").name == "市容"
    assert finder.find(code="615") is None
    assert finder.find(["没有"], code="7") is None


def test_rows_that_name_their_parent_in_any_order(bring, written):
    text = "代码,名称,上级代码,上级名称\n1001,井盖,10,部件\n100101,雨水井盖,1001,井盖\n"
    bring(written("a.csv", text, "gb18030"))
    assert chains() == {"部件", "部件 > 井盖", "部件 > 井盖 > 雨水井盖"}


def test_code_and_name_alone_and_one_column_alone(bring, written):
    bring(written("a.csv", "service_code,service_name\nA1,Pothole\n"))
    bring(written("a.txt", '"type"\n"Dead bird"\n"Graffiti, removal"\n'))
    assert set(Category.objects.values_list("name", "external_code")) == {
        ("Pothole", "A1"), ("Dead bird", ""), ("Graffiti, removal", ""),
    }  # fmt: skip


def test_nested_objects_and_the_dump_of_a_table(bring, written):
    nested = [{"label": "农业", "value": "农业", "children": [{"label": "畜牧", "value": "畜牧"}]}]
    bring(written("a.json", json.dumps(nested)))
    dump = [
        {
            "model": "x.category",
            "pk": 2,
            "fields": {"parent": 1, "slug": "b", "name": "Litter", "is_active": False},
        },
        {"model": "x.category", "pk": 1, "fields": {"parent": None, "slug": "a", "name": "Waste"}},
    ]
    bring(written("b.json", json.dumps(dump)))
    assert chains() == {"农业", "农业 > 畜牧", "Waste", "Waste > Litter"}
    assert Category.objects.get(name="Litter").valid_to is not None
    assert Category.objects.get(name="Waste").valid_to is None


def test_headings_that_say_nothing_need_a_mapping(bring, written):
    path = written("a.csv", "x,y,z\n01,道路,\n0101,路灯,01\n")
    with pytest.raises(categories.WrongMapping):
        bring(path)
    mapping = categories.Mapping.from_file(
        written("m.toml", 'name = "y"\ncode = "x"\nparent = "z"\nprefix = "K-"\n')
    )
    bring(path, mapping)
    assert paths() == {"K-01", "K-01/K-0101"}


@pytest.mark.parametrize("text", ['nonsense = "x"', "name = ", 'name = "missing"'])
def test_a_wrong_mapping_is_told(bring, written, text):
    with pytest.raises(categories.WrongMapping):
        bring(written("a.csv", LEVELS), categories.Mapping.from_file(written("m.toml", text)))


def test_bad_rows_are_told_with_their_line_and_the_others_come_in(bring, written):
    text = (
        "code,name,parent_code\n1,道路,\n2,,1\n3,路灯,9\n4,路面,1\n4,路面,1\n5,甲,6\n6,乙,5\n7,"
        + "长" * 101
        + ",\n"
    )
    report = bring(written("a.csv", text))
    assert [row.line for row in report.bad] == [3, 4, 6, 7, 8, 9]
    assert all(row.reason.endswith("。") for row in report.bad)
    assert chains() == {"道路", "道路 > 路面"}


def test_a_gap_in_the_levels_is_told(bring, written):
    report = bring(written("a.csv", "l1,l2,l3\n道路,,坑洼\n道路,路灯,\n"))
    assert [row.line for row in report.bad] == [2]
    assert chains() == {"道路", "道路 > 路灯"}


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"[1, 2]", b'"text"'])
def test_a_file_that_is_no_tree_is_refused(bring, written, data):
    with pytest.raises(Unreadable):
        bring(written("a.json", data))


def test_who_may_not_keep_registers_brings_nothing(village_clerk, now, written):
    tree = categories.read(written("a.csv", LEVELS))
    with pytest.raises(Refused):
        categories.load(tree, actor=village_clerk, now=now)
    assert not Category.objects.exists()


def test_the_command_prints_what_became_of_the_file(written):
    path = str(written("a.csv", LEVELS + "环境,,空\n"))
    dry = CliRunner().invoke(import_categories, [path, "--dry-run", "--json"])
    assert dry.exit_code == 1
    assert not Category.objects.exists()
    done = CliRunner().invoke(import_categories, [path, "--json"])
    said = json.loads(done.stdout)
    assert (done.exit_code, said["added"], said["leaves"], said["bad"][0]["line"]) == (1, 8, 3, 5)
    wrong = CliRunner().invoke(import_categories, [str(written("b.csv", "x,y\n1,2\n"))])
    assert wrong.exit_code == 1
    assert "对照文件" in wrong.output


REAL = {
    "workorders/categories_372.csv": (372, 372, 524),
    "messages/categories_517.csv": (517, 517, 650),
    "taxonomies/amsterdam_signals_categories.json": (86, 77, 86),
    "taxonomies/beijing_chaoyang_parts_events.csv": (210, 210, 230),
    "taxonomies/chengguan_event_codes_16.csv": (16, 16, 16),
    "taxonomies/chicago_311_types.txt": (96, 96, 96),
    "taxonomies/chicago_open311_services.csv": (191, 191, 191),
    "taxonomies/gov_topic_classification_cn.json": (142, 121, 142),
}


@pytest.mark.skipif(not os.environ.get("LINLI_DATA"), reason="LINLI_DATA names no folder of real data")
@pytest.mark.parametrize("name", REAL)
def test_a_real_tree_comes_in_whole(bring, name):
    path = Path(os.environ["LINLI_DATA"]) / name
    report = bring(path)
    assert report.bad == []
    assert (report.rows, report.leaves, report.added) == REAL[name]
    assert Category.objects.count() == report.added
    assert bring(path).added == 0
