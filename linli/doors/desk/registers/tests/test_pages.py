"""A keeper looks after the registers in the browser."""

from datetime import date

import pytest
from django.urls import reverse

from linli.core.matters.models import Category, Channel, Entry
from linli.core.registers import texts
from linli.ground.people.models import Post, Posting, Role, Staff, Unit
from linli.ground.places.models import Area

KEEPER = ["registers.see", "registers.edit", "routing.edit", "people.edit", "places.edit", "calendars.edit"]


@pytest.fixture(autouse=True)
def fresh_texts():
    yield
    texts.forget()


@pytest.fixture
def centre(db):
    county = Area.objects.create(level=3, code="990100000000", name="溪口县")
    return Unit.objects.create(code="ZX", name="溪口县综治中心", kind="centre", area=county)


@pytest.fixture
def sign_in(client, centre, settings):
    settings.REQUIRE_SECOND_FACTOR = False

    def sign_in(permissions, reach="centre"):
        role = Role.objects.create(code="r", name="角色", reach=reach, permissions=permissions)
        staff = Staff.objects.create_user("keeper", name="管台账")
        Posting.objects.create(post=Post.objects.create(unit=centre, role=role, name="岗"), staff=staff)
        client.force_login(staff)
        return client

    return sign_in


@pytest.fixture
def keeper(sign_in):
    return sign_in(KEEPER)


def url(view, *args):
    return reverse(f"desk:{view}", args=args)


def test_nobody_comes_in_without_login(client, centre):
    assert client.get(url("register", "units")).status_code == 302


def test_one_who_only_looks_sees_rows_and_changes_nothing(sign_in, centre):
    client = sign_in(["registers.see"])
    page = client.get(url("register", "units"))
    assert "溪口县综治中心" in page.text
    assert url("register-add", "units") not in page.text
    assert client.get(url("register-add", "units")).status_code == 404
    seen = client.get(url("register-row", "units", centre.pk))
    assert "保存" not in seen.text
    assert client.post(url("register-row", "units", centre.pk), {"name": "x"}).status_code == 404
    assert client.post(url("register-end", "units", centre.pk)).status_code == 404
    assert client.get(url("register", "staff")).status_code == 404
    assert client.get(url("register-options", "units")).status_code == 404


def test_a_clerk_of_a_village_finds_no_registers_at_all(sign_in, centre):
    client = sign_in(KEEPER, reach="unit")
    for address in (url("registers"), url("register", "units"), url("register-row", "units", centre.pk)):
        assert client.get(address).status_code == 404


def test_a_keeper_adds_a_row_and_reads_who_did_it(keeper):
    answer = keeper.post(url("register-add", "channels"), {"code": "portal", "name": "网上"}, follow=True)
    assert "已添加“网上”" in answer.text
    row = Channel.objects.get()
    history = keeper.get(url("register-history", "channels", row.pk)).text
    assert "管台账" in history
    assert "网上" in history
    assert "管台账" in keeper.get(url("registers")).text


def test_what_is_wrong_is_marked_and_what_was_typed_stays(keeper):
    Channel.objects.create(code="portal", name="网上")
    answer = keeper.post(url("register-add", "channels"), {"code": "portal", "name": "又一个"})
    assert answer.status_code == 422
    assert 'class="field wrong"' in answer.text
    assert 'value="又一个"' in answer.text
    assert Channel.objects.count() == 1


def test_a_refusal_of_the_action_is_marked_too(keeper):
    root = Category.objects.create(code="1", name="道路", path="1")
    address = url("register-row", "categories", root.pk)
    seen = keeper.get(address).context["form"]["seen"].value()
    data = {"code": "1", "name": "道路", "parent": str(root.pk), "seen": seen}
    answer = keeper.post(address, data)
    assert answer.status_code == 422
    assert "绕成一圈" in answer.text


def test_two_keepers_the_second_sees_what_the_first_wrote(keeper):
    row = Channel.objects.create(code="portal", name="网上")
    address = url("register-row", "channels", row.pk)
    seen = keeper.get(address).context["form"]["seen"].value()
    keeper.post(address, {"code": "portal", "name": "门户", "seen": seen})
    second = keeper.post(address, {"code": "portal", "name": "网站", "seen": seen})
    assert second.status_code == 422
    assert "别人改过这一条" in second.text
    assert "门户" in second.text
    assert 'value="网站"' in second.text
    again = keeper.post(
        address, {"code": "portal", "name": "网站", "seen": second.context["form"]["seen"].value()}
    )
    assert again.status_code == 302
    assert Channel.objects.get().name == "网站"


def test_a_dated_row_ends_today_and_a_used_one_stays(keeper, centre):
    keeper.post(url("register-end", "units", centre.pk))
    centre.refresh_from_db()
    assert centre.valid_to is not None
    role = Role.objects.get()
    answer = keeper.post(url("register-end", "roles", role.pk), follow=True)
    assert "还有别的内容在用" in answer.text
    assert Role.objects.exists()


def test_rows_are_found_by_words_and_paged_and_taken_away(keeper, centre, django_assert_max_num_queries):
    Unit.objects.bulk_create(
        Unit(code=f"D{n:03d}", name=f"部门{n}", kind="department", area=centre.area, parent=centre)
        for n in range(120)
    )
    with django_assert_max_num_queries(6):
        first = keeper.get(url("register", "units"))
    assert "部门49" in first.text
    assert "部门60" not in first.text
    following = first.context["pager"].next
    assert "部门60" in keeper.get(following).text
    assert "部门60" in keeper.get(url("register", "units"), {"q": "部门60"}).text
    assert "没有找到" in keeper.get(url("register", "units"), {"q": "没有这个"}).text
    lines = keeper.get(url("register-export", "units")).getvalue().decode("utf-8-sig").splitlines()
    assert len(lines) == 122
    assert lines[1].startswith("D000,部门0,部门,溪口县,溪口县综治中心")


def test_typing_a_unit_gives_suggestions(keeper, centre):
    answer = keeper.get(url("register-options", "units"), {"parent": "综治"}).text
    assert 'value="ZX 溪口县综治中心"' in answer


def test_every_register_has_a_list_and_a_form(keeper):
    from linli.core.registers import declaration

    for register in declaration.every():
        assert keeper.get(url("register", register.name)).status_code == 200
        if register.can_add:
            assert keeper.get(url("register-add", register.name)).status_code == 200


def test_what_does_not_exist_is_not_found(keeper):
    for address in (
        url("register", "nonsense"),
        url("register-row", "units", "nonsense"),
        url("register-row", "units", "018f0000-0000-7000-8000-000000000000"),
        url("register-add", "cells"),
        url("register-options", "nonsense"),
    ):
        assert keeper.get(address).status_code == 404


def test_an_account_is_made_with_a_password_shown_once(keeper):
    wrong = keeper.post(url("account-add"), {"username": "keeper", "name": "另一个"})
    assert wrong.status_code == 422
    assert 'value="另一个"' in wrong.text
    made = keeper.post(url("account-add"), {"username": "li", "name": "李四", "phone": ""})
    staff = Staff.objects.get(username="li")
    password = made.context["password"]
    assert staff.check_password(password)
    assert password not in str(list(Entry.objects.values_list("body", flat=True)))
    assert password not in keeper.get(url("register-history", "staff", staff.pk)).text
    assert "添加" in keeper.get(url("register-history", "staff", staff.pk)).text


def test_an_account_is_helped_out_and_closed_but_not_ones_own(keeper):
    staff = Staff.objects.create_user("li", name="李四", password="first-password-1")
    address = url("account", staff.pk)
    for deed, check in (
        ("reset_password", lambda one: not one.check_password("first-password-1")),
        ("remove_second_factor", lambda one: True),
        ("disable", lambda one: not one.is_active),
        ("enable", lambda one: one.is_active),
    ):
        assert keeper.post(address, {"deed": deed}, follow=True).status_code == 200
        assert check(Staff.objects.get(pk=staff.pk))
    assert Entry.objects.filter(subject=staff.pk).count() == 4
    oneself = Staff.objects.get(username="keeper")
    answer = keeper.post(url("account", oneself.pk), {"deed": "disable"}, follow=True)
    assert "不能修改自己的账号" in answer.text
    assert Staff.objects.get(username="keeper").is_active


def test_a_name_cannot_become_a_formula_in_the_export(keeper, centre):
    Channel.objects.create(code="x", name="=1+1")
    assert "'=1+1" in keeper.get(url("register-export", "channels")).getvalue().decode()


def test_a_posting_begins_and_ends(keeper, centre):
    staff, post = Staff.objects.create_user("li", name="李四"), Post.objects.get()
    data = {"staff": str(staff.pk), "post": str(post.pk), "valid_from": "2026-03-01", "valid_to": ""}
    assert keeper.post(url("register-add", "postings"), data).status_code == 302
    posting = Posting.objects.get(staff=staff)
    assert posting.valid_from == date(2026, 3, 1)
    keeper.post(url("register-end", "postings", posting.pk))
    posting.refresh_from_db()
    assert posting.valid_to is not None
