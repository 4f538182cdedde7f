"""Units, staff and roles as a centre has them: bad rows named by line, good ones taken, twice is once."""

from datetime import UTC, date, datetime

import pytest

from linli.ground.people.actor import SYSTEM, Refused
from linli.ground.people.imports import RolesInvalid, import_staff, import_units, load_roles, words
from linli.ground.people.models import CellPosting, Role, Staff, Unit
from linli.ground.people.queries import actor_of, unit_named
from linli.lib.spreadsheets import reading
from linli.testing.cast import ROLES

NOW, TODAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC), date(2026, 11, 23)

UNITS = """代码,名称,类别,区划代码,上级代码,监督电话,别名,停用日期,承接单位代码
LY,林业站,部门,990101,ZX,8800-0301,林业局；林场,2024/3/31,ZR
ZR,自然资源局,department,990101000000,ZX,8800-0302,,,
,没有代码,部门,990101,,,,,
XX,别处的局,部门,110000,,,,,
ZR,重复的,部门,990101,,,,,
QI,日期不对,部门,990101,,,,昨天,
SQ,石桥村委,,990101100201,没有的,,,,
"""

STAFF = """账号,姓名,电话,单位,岗位,角色,网格
lin,林一,8801-0001,林业局,经办,handler,
gezi,葛二,8801-0002,石桥村委,网格员,worker,990101100200001
x,,8801,石桥村委,,,
y,岳三,,没有的局,,,
z,赵四,,ZR,新岗,没有的角色,
w,吴五,,ZR,经办,经办,990101100200999
"""


def test_units_come_in_with_names_links_and_reasons_for_what_did_not(cast):
    report = import_units(UNITS.encode("gb18030"), actor=SYSTEM)
    assert (report.added, [row.line for row in report.bad]) == (3, [4, 5, 6, 7, 8])
    assert all(row.reason for row in report.bad)
    forest = Unit.objects.get(code="LY")
    assert (forest.parent, forest.successor.code, forest.valid_to) == (cast.centre, "ZR", date(2024, 3, 31))
    assert unit_named("林场", date(2024, 1, 1)) == forest
    assert unit_named("林场", TODAY).code == "ZR"
    assert Unit.objects.get(code="SQ").kind == "village"
    again = import_units(UNITS.encode(), actor=SYSTEM)
    assert (again.added, again.changed, Unit.objects.count()) == (0, 3, 9)
    with pytest.raises(Refused):
        import_units(UNITS.encode(), actor=cast.clerk.actor)


def test_units_above_each_other_in_a_circle_are_not_linked(cast):
    table = "代码,名称,区划代码,上级代码\nA,甲,990101,B\nB,乙,990101,A\n"
    report = import_units(table.encode(), actor=SYSTEM)
    assert [row.line for row in report.bad] == [3]
    assert Unit.objects.get(code="A").parent.code == "B"
    assert Unit.objects.get(code="B").parent is None


def test_staff_come_in_with_posts_cells_and_first_passwords(cast):
    import_units(UNITS.encode(), actor=SYSTEM)
    report = import_staff(STAFF.encode("utf-8-sig"), actor=SYSTEM, now=NOW, on=TODAY)
    assert [row.line for row in report.bad] == [4, 5, 6, 7]
    assert [one.username for one in report.passwords] == ["lin", "gezi"]
    lin = Staff.objects.get(username="lin")
    assert lin.check_password(report.passwords[0].password)
    assert actor_of(lin, on=TODAY).may("handling.claim")
    assert CellPosting.objects.get(staff__username="gezi").cell == cast.cell
    assert not Staff.objects.filter(username__in=["x", "y", "z", "w"]).exists()
    again = import_staff(STAFF.encode(), actor=SYSTEM, now=NOW, on=TODAY)
    assert (again.passwords, again.changed) == ([], 2)


def test_roles_that_carry_an_unknown_permission_are_refused_with_the_line(db, tmp_path):
    load_roles(ROLES, actor=SYSTEM)
    count = Role.objects.count()
    bad = tmp_path / "roles.toml"
    bad.write_text(
        '# our roles\n[spy]\nname = "看"\nreach = "world"\npermissions = ["people.watch"]\n', encoding="utf-8"
    )
    with pytest.raises(RolesInvalid) as refusal:
        load_roles(bad, actor=SYSTEM)
    assert [fault.split()[0] for fault in refusal.value.faults] == ["roles.toml:2", "roles.toml:2"]
    assert "people.watch" in str(refusal.value)
    bad.write_text("[spy", encoding="utf-8")
    with pytest.raises(RolesInvalid):
        load_roles(bad, actor=SYSTEM)
    assert Role.objects.count() == count


def test_what_the_reader_of_tables_says_is_in_the_catalogues():
    assert set(words.SENTENCES) == {*reading.SENTENCES.values(), reading.TOO_WIDE, reading.GARBLED}
