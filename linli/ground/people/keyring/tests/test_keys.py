"""The key of a member of staff: under their own password alone, for as long as they know it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction

from linli.ground.people import actions as people
from linli.ground.people.keyring import actions, queries
from linli.ground.people.keyring.models import StaffKey
from linli.ground.people.models import Staff
from linli.lib import envelopes
from linli.lib.sealing import SealBroken
from linli.testing.cast import PASSWORD

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
OTHER = "Mian-Hua-Tang-88"


def sealed_to(staff):
    return envelopes.seal_to(bytes(current(staff).public), b"said", bound_to="here")


def current(staff):
    return queries.current_keys([staff.pk]).get(staff.pk)


def opened(staff, sealed, password=PASSWORD):
    return envelopes.open_with(actions.unlock(staff.pk, password, now=NOW), sealed, bound_to="here")


def test_what_is_sealed_to_somebody_opens_with_their_password_and_no_other(cast):
    sealed = sealed_to(cast.clerk.staff)
    assert opened(cast.clerk.staff, sealed) == b"said"
    with pytest.raises(actions.WrongPassword, match="密码不对"):
        opened(cast.clerk.staff, sealed, "wrong-password")
    with pytest.raises(SealBroken):
        opened(cast.leader.staff, sealed)


def test_who_changes_their_password_keeps_what_was_sealed_to_them(cast):
    staff = cast.clerk.staff
    sealed, key = sealed_to(staff), current(staff)
    actions.rewrap(staff, PASSWORD, OTHER, now=NOW)
    assert opened(staff, sealed, OTHER) == b"said"
    assert current(staff) == key
    with pytest.raises(actions.WrongPassword):
        opened(staff, sealed)


def test_after_five_wrong_passwords_even_the_right_one_waits(cast):
    staff = cast.clerk.staff
    for _ in range(5):
        with pytest.raises(actions.WrongPassword, match="密码不对"):
            actions.unlock(staff.pk, "wrong-password", now=NOW)
    with pytest.raises(actions.WrongPassword, match="15分钟"):
        actions.unlock(staff.pk, PASSWORD, now=NOW)
    assert actions.unlock(cast.leader.staff.pk, PASSWORD, now=NOW)
    assert actions.unlock(staff.pk, PASSWORD, now=NOW + timedelta(minutes=15, seconds=1))


def test_right_passwords_are_not_counted(cast):
    for _ in range(7):
        actions.unlock(cast.clerk.staff.pk, PASSWORD, now=NOW)


def test_a_key_is_not_tried_where_a_refusal_would_undo_the_counting(cast):
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.unlock(cast.clerk.staff.pk, PASSWORD, now=NOW)


def test_who_resets_a_password_gets_no_way_into_what_was_sealed(cast):
    staff = cast.east_clerk.staff
    key = current(staff)
    password = people.reset_password(staff, actor=cast.personnel.actor, now=NOW)
    assert current(staff) is None
    with pytest.raises(actions.NoKey, match="重新登录"):
        actions.unlock(staff.pk, password, now=NOW)
    key.refresh_from_db()
    assert (key.ended_at, bytes(key.private_wrapped)) == (NOW, b"")


def test_an_account_with_a_first_password_has_no_key_until_its_holder_chooses_their_own(client, cast):
    cache.clear()
    staff, first = people.add_staff("lin", "林一", actor=cast.personnel.actor, now=NOW)
    client.post("/account/login/", {"login": "lin", "password": first})
    assert current(staff) is None
    client.post("/account/password/", {"oldpassword": first, "password1": OTHER, "password2": OTHER})
    assert opened(staff, sealed_to(staff), OTHER) == b"said"
    with pytest.raises(actions.WrongPassword):
        actions.unlock(staff.pk, first, now=NOW)


def test_an_account_from_before_there_were_keys_gets_its_own_at_the_next_sign_in(client, cast):
    cache.clear()
    StaffKey.objects.all().delete()
    client.post("/account/login/", {"login": "donghe", "password": "wrong-password"})
    assert current(cast.east_clerk.staff) is None
    client.post("/account/login/", {"login": "donghe", "password": PASSWORD})
    key = current(cast.east_clerk.staff)
    assert opened(cast.east_clerk.staff, sealed_to(cast.east_clerk.staff)) == b"said"
    client.post("/account/logout/")
    client.post("/account/login/", {"login": "donghe", "password": PASSWORD})
    assert current(cast.east_clerk.staff) == key


def test_a_change_on_the_page_keeps_the_key_and_a_refused_one_changes_nothing(client, cast):
    cache.clear()
    staff = cast.east_clerk.staff
    sealed = sealed_to(staff)
    client.post("/account/login/", {"login": "donghe", "password": PASSWORD})
    words = {"oldpassword": "wrong", "password1": OTHER, "password2": OTHER}
    client.post("/account/password/", words)
    assert opened(staff, sealed) == b"said"
    client.post("/account/password/", words | {"oldpassword": PASSWORD})
    assert opened(staff, sealed, OTHER) == b"said"


def test_somebody_has_one_key_at_a_time_and_a_lost_one_is_followed_by_another(cast):
    staff = cast.clerk.staff
    sealed = sealed_to(staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.make(staff, PASSWORD, now=NOW)
    actions.rewrap(staff, "a password that never opened it", OTHER, now=NOW)
    assert StaffKey.objects.filter(staff=staff).count() == 2
    with pytest.raises(SealBroken):
        opened(staff, sealed, OTHER)


def test_a_key_put_into_the_row_of_somebody_else_does_not_open(cast):
    mine, theirs = current(cast.clerk.staff), current(cast.leader.staff)
    StaffKey.objects.filter(pk=theirs.pk).update(public=mine.public, private_wrapped=mine.private_wrapped)
    with pytest.raises(actions.WrongPassword):
        actions.unlock(cast.leader.staff.pk, PASSWORD, now=NOW)


def test_programs_hold_no_keys(cast):
    program = Staff.objects.create_user("program", PASSWORD, name="程序", is_program=True)
    with pytest.raises(ValueError, match="program"):
        actions.make(program, PASSWORD, now=NOW)
    actions.see_to(program, PASSWORD, now=NOW)
    assert current(program) is None


def test_the_keys_of_many_are_found_at_once(cast, django_assert_num_queries):
    ids = [cast.clerk.staff.pk, cast.leader.staff.pk]
    with django_assert_num_queries(1):
        assert set(queries.current_keys(ids)) == set(ids)
