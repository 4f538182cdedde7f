"""A file of past orders teaches the same as one's own matters."""

from datetime import date, timedelta

import pytest

from linli.flow.routing.learning.queries import learn_file
from linli.flow.routing.learning.tables import read_orders
from linli.lib.spreadsheets import Unreadable

HEADER = (
    "create_time,street,street_code,community,community_code,type_l1,type_l1_id,type_l2,type_l2_id,"
    "type_l3,type_l3_id,dispose_unit,dispose_unit_id,source,property,achieve"
)


def table(*rows):
    return "\n".join([HEADER, *rows])


def row(day, village="柳湾村", category="管道漏水", unit="晴川县水务局", code="7"):
    return f"{day},东河镇,1,{village},11,供水,W,供水,W0,{category},W1,{unit},{code},热线,投诉,按期办结"


@pytest.mark.django_db
def test_lines_of_a_file_find_what_the_registers_hold(centre, tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(table(*[row(f"2018-03-0{day}") for day in range(1, 7)]), encoding="gb18030")
    learned = learn_file(path)
    (line,) = learned.duties
    assert (learned.orders, line.n, line.of, line.unit_id) == (6, 6, 6, centre.cast.water.id)
    assert (line.category_id, line.area_name, line.standing) == (centre.leak.id, "", "agrees")
    assert learned.successors == ()


@pytest.mark.django_db
def test_a_unit_under_a_new_name_and_code_is_proposed_as_successor(centre, tmp_path):
    first = date(2018, 3, 1)
    days = [(first + timedelta(days=day)).isoformat() for day in range(60)]
    old = [row(day, unit="东河镇执法队", code="8") for day in days[:30]]
    new = [row(day, unit="东河镇综合执法队", code="9") for day in days[31:]]
    others = [row(day, "石桥村", unit="西岭镇执法队", code="5").replace("W1", "W2") for day in days]
    path = tmp_path / "orders.csv"
    path.write_text(table(*old, *new, *others))
    (successor,) = learn_file(path).successors
    assert (successor.old_code, successor.new_code, successor.since.isoformat()) == ("8", "9", days[31])
    assert successor.confidence >= 0.8
    assert len(successor.evidence) == 4


def test_rows_without_a_day_are_named_and_a_file_of_other_columns_is_refused():
    read = read_orders(table(row("2018-03-01"), row("gestern")).encode())
    assert ([bad.line for bad in read.bad], len(read.orders)) == ([3], 1)
    with pytest.raises(Unreadable):
        read_orders(b"a,b\n1,2\n")
