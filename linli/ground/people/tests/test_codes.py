"""A resident shows a phone by a code sent to it; nobody learns anything about a phone that is not theirs."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from linli.ground.people import throttle
from linli.ground.people.actions import (
    CodeWrong,
    SendingFailed,
    TooManyCodes,
    check_code,
    forget_codes,
    send_code,
)
from linli.ground.people.models import CodeChallenge
from linli.ground.people.phones import NotAPhone, is_mobile, masked, normal_phone
from linli.ground.people.senders import NoSender
from linli.ground.people.vault import contact_index

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
PHONE = "138 0013-8000"
sent: list[str] = []


class Outbox:
    def send(self, phone, text, *, now):
        sent.append(text)


class Broken:
    def send(self, phone, text, *, now):
        raise OSError


@pytest.fixture(autouse=True)
def outbox(settings):
    sent.clear()
    settings.CODE_SENDER = f"{__name__}.Outbox"


def last_code():
    return re.search(r"\d{6}", sent[-1])[0]


def after(**wait):
    return NOW + timedelta(**wait)


def test_a_resident_types_the_code_from_their_phone_and_another_does_not_do(db):
    send_code(PHONE, now=NOW)
    wrong = f"{(int(last_code()) + 1) % 1_000_000:06d}"
    with pytest.raises(CodeWrong):
        check_code(PHONE, wrong, now=after(minutes=1))
    assert check_code(
        "+8613800138000", f" {last_code()[:3]} {last_code()[3:]} ", now=after(minutes=1)
    ) == contact_index(PHONE)
    with pytest.raises(CodeWrong):
        check_code(PHONE, last_code(), now=after(minutes=2))


def test_a_code_ends_after_ten_minutes_and_after_five_guesses(db):
    send_code(PHONE, now=NOW)
    with pytest.raises(CodeWrong):
        check_code(PHONE, last_code(), now=after(minutes=10))
    send_code(PHONE, now=after(minutes=11))
    for _ in range(5):
        with pytest.raises(CodeWrong):
            check_code(PHONE, "x", now=after(minutes=12))
    with pytest.raises(CodeWrong):
        check_code(PHONE, last_code(), now=after(minutes=12))


def test_one_phone_is_not_flooded_and_the_answer_is_the_same(db):
    first = send_code(PHONE, now=NOW)
    second = send_code(PHONE, now=NOW)
    assert (first, len(sent)) == (second, 1)
    for minute in range(1, 30):
        send_code(PHONE, now=after(minutes=2 * minute))
    assert len(sent) == 5
    send_code(PHONE, now=after(minutes=70))
    assert len(sent) == 6


def test_one_source_cannot_write_to_many_phones(db):
    for number in range(20):
        send_code(f"139000000{number:02d}", now=NOW, source="203.0.113.9")
    with pytest.raises(TooManyCodes):
        send_code("13900000099", now=NOW, source="203.0.113.9")
    send_code("13900000099", now=NOW, source="203.0.113.10")
    assert len(sent) == 21


def test_a_code_for_a_phone_nobody_asked_for_is_refused_alike(db):
    with pytest.raises(CodeWrong) as nothing:
        check_code("13900000001", "123456", now=NOW)
    send_code(PHONE, now=NOW)
    with pytest.raises(CodeWrong) as wrong:
        check_code(PHONE, "", now=NOW)
    assert str(nothing.value) == str(wrong.value)


def test_a_message_that_failed_leaves_no_code(db, settings):
    settings.CODE_SENDER = f"{__name__}.Broken"
    with pytest.raises(SendingFailed):
        send_code(PHONE, now=NOW)
    assert not CodeChallenge.objects.exists()
    settings.CODE_SENDER = ""
    with pytest.raises(NoSender):
        send_code(PHONE, now=NOW)


def test_neither_phone_nor_code_stands_in_the_database(db):
    send_code(PHONE, now=NOW, source="203.0.113.9")
    with connection.cursor() as cursor:
        stored = []
        for table in ("people_codechallenge", "people_attempt"):
            cursor.execute(f"SELECT * FROM {table}")
            stored.append(str(cursor.fetchall()))
    for secret in ("13800138000", last_code() + "'", "203.0.113.9"):
        assert secret not in "".join(stored)


@pytest.mark.parametrize(
    "typed", ["13800138000", "+86 138-0013-8000", "０0８6１３８００１３８０００", "86 13800138000"]
)
def test_a_phone_is_the_same_however_it_is_typed(typed):
    assert normal_phone(typed) == "13800138000"
    assert is_mobile(typed)


@pytest.mark.parametrize("typed", ["", "abc", "138", "1380013800a", "'; DROP TABLE", "1" * 40])
def test_what_is_no_phone_is_refused_with_a_sentence(typed):
    with pytest.raises(NotAPhone) as refusal:
        normal_phone(typed)
    assert "电话" in str(refusal.value)


def test_a_landline_is_a_phone_but_gets_no_code(db):
    assert normal_phone("8800-0001") == "88000001"
    with pytest.raises(NotAPhone):
        send_code("8800-0001", now=NOW)


def test_a_phone_is_shown_masked():
    assert masked("13800138000") == "138****8000"


def test_codes_and_attempts_that_are_over_are_forgotten(db):
    send_code(PHONE, now=NOW, source="203.0.113.9")
    assert (forget_codes(now=NOW), throttle.forget(now=NOW)) == (0, 0)
    assert (forget_codes(now=after(minutes=11)), throttle.forget(now=after(days=2))) == (1, 3)
