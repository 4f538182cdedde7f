"""Whoever keeps the registers adds, changes and ends rows; everyone can see later who did what."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from linli.core.matters.models import Category, Channel, Entry
from linli.core.registers import actions, declaration, queries
from linli.core.registers.snapshot import fingerprint
from linli.ground.people.actor import Refused
from linli.ground.people.models import AccountEvent, Post, Posting, Staff, Unit

CATEGORIES = declaration.named("categories")
UNITS = declaration.named("units")


@pytest.fixture
def roads(keeper, now):
    return actions.add(CATEGORIES, {"code": "01", "name": "道路"}, actor=keeper, now=now)


@pytest.fixture
def lamps(keeper, now, roads):
    return actions.add(CATEGORIES, {"code": "0101", "name": "路灯", "parent": roads}, actor=keeper, now=now)


def test_a_keeper_adds_a_row_and_a_village_clerk_may_not(keeper, village_clerk, now):
    values = {"code": "portal", "name": "网上"}
    with pytest.raises(Refused):
        actions.add(declaration.named("channels"), values, actor=village_clerk, now=now)
    row = actions.add(declaration.named("channels"), values, actor=keeper, now=now)
    assert Channel.objects.get() == row
    [change] = queries.history(row)
    assert (change.act, change.by, change.at) == ("add", "管台账", now)
    assert [(line.label, line.before, line.after) for line in change.lines] == [
        ("代码", "", "portal"),
        ("名称", "", "网上"),
    ]


def test_a_change_tells_what_was_before_and_after_and_nothing_else(keeper, village_clerk, now, roads):
    with pytest.raises(Refused):
        actions.change(CATEGORIES, roads, {"name": "公路"}, actor=village_clerk, now=now)
    actions.change(CATEGORIES, roads, {"name": "公路"}, actor=keeper, now=now)
    latest = queries.history(roads)[0]
    assert [(line.label, line.before, line.after) for line in latest.lines] == [("名称", "道路", "公路")]


def test_saving_without_a_change_is_not_a_change(keeper, now, roads):
    actions.change(CATEGORIES, roads, {"name": "道路"}, actor=keeper, now=now)
    assert Entry.objects.count() == 1


def test_what_is_wrong_is_refused_and_nothing_is_written(keeper, now, roads):
    for values, field in (
        ({"code": "01", "name": "又一个"}, "code"),
        ({"code": "02", "name": ""}, "name"),
        ({"code": "0/2", "name": "斜线"}, "code"),
    ):
        with pytest.raises(ValidationError) as wrong:
            actions.add(CATEGORIES, values, actor=keeper, now=now)
        assert field in wrong.value.message_dict
    assert Category.objects.count() == 1
    assert Entry.objects.count() == 1


def test_two_keepers_at_once_the_second_is_told(keeper, now, roads):
    seen = fingerprint(CATEGORIES, roads)
    actions.change(CATEGORIES, roads, {"name": "公路"}, actor=keeper, now=now, seen=seen)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.change(CATEGORIES, roads, {"name": "街道"}, actor=keeper, now=now, seen=seen)
    assert Category.objects.get().name == "公路"


def test_the_path_of_a_category_follows_it_and_all_below_it(keeper, now, roads, lamps):
    bulb = actions.add(CATEGORIES, {"code": "010101", "name": "灯泡", "parent": lamps}, actor=keeper, now=now)
    assert bulb.path == "01/0101/010101"
    actions.change(CATEGORIES, roads, {"code": "R"}, actor=keeper, now=now)
    assert set(Category.objects.values_list("path", flat=True)) == {"R", "R/0101", "R/0101/010101"}
    actions.change(CATEGORIES, lamps, {"parent": None}, actor=keeper, now=now)
    assert set(Category.objects.values_list("path", flat=True)) == {"R", "0101", "0101/010101"}


def test_a_row_is_never_below_itself(keeper, now, roads, lamps):
    for parent in (roads, lamps):
        with pytest.raises(ValidationError) as wrong:
            actions.change(CATEGORIES, roads, {"parent": parent}, actor=keeper, now=now)
        assert "parent" in wrong.value.message_dict
    assert Category.objects.get(pk=roads.pk).parent is None


def test_a_unit_cannot_be_succeeded_in_a_circle(keeper, now, centre, county):
    other = actions.add(
        UNITS,
        {"code": "B", "name": "乙", "kind": "department", "area": county, "successor": centre},
        actor=keeper,
        now=now,
    )
    with pytest.raises(ValidationError):
        actions.change(UNITS, centre, {"successor": other}, actor=keeper, now=now)


def test_a_dated_row_ends_and_stays(keeper, village_clerk, now, roads):
    with pytest.raises(Refused):
        actions.retire(CATEGORIES, roads, on=date(2026, 3, 4), actor=village_clerk, now=now)
    actions.retire(CATEGORIES, roads, on=date(2026, 3, 4), actor=keeper, now=now)
    assert Category.objects.get().valid_to == date(2026, 3, 4)
    assert queries.history(roads)[0].act == "retire"


def test_a_row_cannot_end_before_it_begins(keeper, now, centre):
    actions.change(UNITS, centre, {"valid_from": date(2026, 3, 1)}, actor=keeper, now=now)
    with pytest.raises(ValidationError):
        actions.retire(UNITS, centre, on=date(2026, 2, 28), actor=keeper, now=now)


def test_an_undated_row_goes_only_while_nothing_refers_to_it(keeper, now, centre, role):
    posts = declaration.named("posts")
    post = actions.add(
        posts, {"unit": centre, "role": role, "name": "窗口", "is_duty": True}, actor=keeper, now=now
    )
    with pytest.raises(actions.StillUsed):
        actions.retire(declaration.named("roles"), role, on=now.date(), actor=keeper, now=now)
    posting = Posting.objects.create(post=post, staff=Staff.objects.create_user("x", name="张三"))
    with pytest.raises(actions.StillUsed):
        actions.retire(posts, post, on=now.date(), actor=keeper, now=now)
    posting.delete()
    subject = post.pk
    actions.retire(posts, post, on=now.date(), actor=keeper, now=now)
    assert not Post.objects.exists()
    assert Entry.objects.filter(subject=subject).count() == 2


def test_nobody_gives_themselves_a_post(keeper, now, centre, role):
    post = Post.objects.create(unit=centre, role=role, name="窗口")
    postings, oneself = declaration.named("postings"), Staff.objects.get(pk=keeper.staff_id)
    with pytest.raises(ValidationError):
        actions.add(postings, {"staff": oneself, "post": post}, actor=keeper, now=now)
    colleague = Staff.objects.create_user("c", name="同事")
    actions.add(postings, {"staff": colleague, "post": post}, actor=keeper, now=now)
    assert AccountEvent.objects.get().verb == "appointed"


def test_a_history_survives_a_register_that_is_gone(keeper, now, roads, monkeypatch):
    monkeypatch.setattr(declaration, "_registers", {})
    assert {line.label for line in queries.history(roads)[0].lines} == {"code", "name"}


@pytest.mark.parametrize("register", declaration.every(), ids=lambda one: one.name)
def test_every_declared_register_can_be_read_and_has_a_form(register, db, django_assert_max_num_queries):
    from linli.core.registers.forms import form_class

    with django_assert_max_num_queries(1):
        queries.page(register, "路灯")
    form = form_class(register)()
    assert set(register.fields) <= set(form.fields)


def test_pages_follow_each_other_without_gap_or_repetition(keeper, now, county):
    codes = [f"{number:03d}" for number in range(120)]
    Unit.objects.bulk_create(Unit(code=code, name=code, kind="department", area=county) for code in codes)
    Unit.objects.filter(code="ZX").delete()
    seen, mark = [], ""
    while True:
        page = queries.page(UNITS, after=mark, size=50)
        seen += [row.code for row in page.rows]
        mark = page.following
        if not mark:
            break
    assert seen == codes
    assert [row.code for row in queries.page(UNITS, "07 5").rows] == ["075"]
    assert queries.page(UNITS, after="broken", size=1).rows[0].code == "000"
