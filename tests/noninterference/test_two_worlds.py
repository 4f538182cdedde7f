"""What is said in a complaint about an official changes nothing that anybody else can see: two worlds, byte by byte.

One county, one moment. Everybody looks at everything; then the complaint goes through its whole life; then everybody
looks again. Every address of the site takes part by itself; one that nobody was able to open fails the first test.
"""

import json
from unittest.mock import patch
from urllib.parse import quote, unquote, urlencode

import pytest
from django.urls import reverse

from .asking import Ask, Site, form
from .crawling import addresses
from .forbidden import ABSENT, CODE, by_key, by_number, keys_of, slower_by
from .haystacks import files, found_in, leaks, logged, tables
from .outbox import Outbox
from .words import IDENTITY, MARK, PHONE, mark
from .worlds import difference, differences

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.lengthy,
    pytest.mark.xdist_group("noninterference"),
]

NO_SUCH = "does not exist here"
TWO_FACTORS = "asks for a second factor; says nothing of matters"
OF_ROWS = """
api:take desk:alerts-take desk:closing-evidence-withdraw desk:draft desk:joint-whistle
desk:laboratory-succeed desk:links-answer desk:links-follow-up desk:register-end desk:sealed-ask
desk:sealed-close desk:sealed-file desk:sealed-request desk:sealed-step desk:timing-withdraw
petitions:board-of petitions:bring-photo petitions:duty petitions:papers-file petitions:reception-act
petitions:reception-call petitions:reception-slip petitions:reception-take petitions:roster-of
petitions:show-way petitions:ticket portal:promise_confirm portal:step desk:meeting-act desk:meeting-item
desk:supervision-mark-proposed desk:rights-one portal:data_ask portal:data_withdraw portal:letter
portal:letter_file portal:letter_received desk:letters-correct petitions:proposals-one petitions:report-act
petitions:report-draft petitions:report-edit petitions:report-edition petitions:report-pdf petitions:report-preview
petitions:report desk:closing-visit desk:closing-visit-contact desk:closing-visit-invite desk:closing-visit-try
"""
ROW = "asks for a row that nobody here has in that state; asked of the sealed rows below like all others"
# addresses that nobody here opens, and why
NOT_OPENED = {
    "account_email": NO_SUCH,
    "account_email_verification_sent": NO_SUCH,
    "account_set_password": NO_SUCH,
    "account_signup": NO_SUCH,
    "api:api-root": NO_SUCH,
    "look:styleguide": "for developers alone",
    "look:styleguide_page": "for developers alone",
    "people_messages_sent": "exists in the demonstration alone",
    "mfa_deactivate_totp": TWO_FACTORS,
    "mfa_download_recovery_codes": TWO_FACTORS,
    "mfa_edit_webauthn": TWO_FACTORS,
    "mfa_remove_webauthn": TWO_FACTORS,
    "mfa_view_recovery_codes": TWO_FACTORS,
    "portal:verify_code": "leads on to a paper by the code that stands on it alone; tried with a wrong one",
    "portal:draft_photo": "a picture of one's own draft",
} | dict.fromkeys(OF_ROWS.split(), ROW)


def test_every_address_is_opened_by_somebody(worlds):
    known = {address.name for address in addresses()}
    opened = set().union(*worlds.before.opened.values())
    left = sorted(known - opened - NOT_OPENED.keys())
    assert not left, f"give each its values in year.py, or say why nobody opens it: {left}"


def test_both_worlds_look_the_same_to_everybody(worlds):
    found = differences(worlds.before, worlds.after)
    assert not found, f"{len(found)} of {worlds.before.count} answers differ\n\n" + "\n\n".join(found[:12])


def test_no_page_fails(worlds):
    failed = [
        f"{viewer} {ask}"
        for world in (worlds.before, worlds.after)
        for viewer, answers in world.walks.items()
        for ask, answer in answers.items()
        if answer.status >= 500
    ]
    assert not failed, "\n".join(failed)


def test_the_complaints_lived(worlds, evidence):
    """Otherwise the other tests would prove nothing."""
    assert len(worlds.lived.taken) >= 4, worlds.lived.taken
    assert worlds.lived.letters
    rows = keys_of(worlds.lived.ids)
    assert len(rows) >= 15
    assert worlds.before.count > 1000
    assert len(worlds.year.words) >= 200
    evidence(
        "S2",
        answers_compared=worlds.before.count,
        viewers=len(worlds.year.viewers),
        terms=len(worlds.year.words),
    )


@pytest.mark.parametrize("name", ["respondent", "leader", "resident", "program"])
def test_a_sealed_number_looks_like_one_that_never_was(worlds, name):
    site, viewer, found = Site(), worlds.year.viewers[name], []
    for twice in by_number(worlds.year, worlds.lived.numbers[0]):
        one, other = twice.answers(site, viewer)
        if one != other:
            found.append(f"{twice.name}: {twice.sealed}\n{difference(other, one)}")
    assert not found, "\n\n".join(found)


def test_the_keys_of_its_rows_open_nothing(worlds):
    site, viewer, found = Site(), worlds.year.viewers["respondent"], []
    for twice in by_key(worlds.year, keys_of(worlds.lived.ids)):
        one, other = twice.answers(site, viewer)
        if one != other:
            found.append(f"{twice.name}: {twice.sealed}\n{difference(other, one)}")
    assert not found, "\n\n".join(found)


@pytest.mark.parametrize(
    ("name", "address"),
    [("respondent", "desk:matter"), ("program", "api:read"), ("stranger", "portal:matter")],
)
def test_forbidden_takes_as_long_as_absent(worlds, name, address):
    number = worlds.lived.numbers[0]
    one, other = (Ask(reverse(address, args=[each])) for each in (number, ABSENT))
    takes_as_long(worlds.year.viewers[name], one, other)


def test_a_guess_at_its_code_takes_as_long_as_at_none(worlds):
    number = worlds.lived.numbers[0]
    one, other = (
        Ask(reverse("portal:follow"), form({"number": each, "code": CODE})) for each in (number, ABSENT)
    )
    takes_as_long(worlds.year.viewers["stranger"], one, other)


def takes_as_long(viewer, one, other):
    """Fail unless both take equally long, to two milliseconds. A busy machine may try again; a real difference stays."""
    tried = []
    for repeats in (15, 30, 60, 120):
        tried.append(slower_by(Site(), viewer, one, other, repeats=repeats))
        if tried[-1] < 2:
            return
    raise AssertionError(f"{one} and {other} differ by {tried} ms")


def test_no_answer_to_anybody_holds_a_word_of_it(worlds):
    told = []
    for viewer, answers in worlds.after.walks.items():
        for ask, answer in answers.items():
            if not found_in(unquote(str(ask)).encode()):  # whoever asks for a word reads it again
                told.append((f"{viewer} {ask}", repr(answer.headers).encode() + answer.body))
    assert leaks(told) == []


def test_who_follows_it_reads_its_words(worlds):
    assert MARK.search(worlds.lived.shown), (
        "otherwise the other tests would find nothing since there is nothing"
    )


def test_no_table_holds_a_word_of_it(worlds):
    assert leaks(tables()) == []


def test_no_file_and_no_log_holds_a_word_of_it(worlds, settings):
    places = list(files(settings.VAR, settings.FILES_ROOT, worlds.temporary))
    assert leaks(places) == []
    assert not [name for name, data in places if worlds.lived.photo in data], "the photo as it came"
    assert "watched" in worlds.log
    assert leaks([("the log", worlds.log.encode())]) == []


def test_a_page_that_fails_logs_no_word_and_no_line_can_be_forged(worlds):
    evil = f'\r\n{{"event": "forged"}} {PHONE} {IDENTITY} {mark("forged")}'
    asks = [
        Ask(
            f"/follow?{urlencode({'number': evil})}",
            None,
            (("X-Request-ID", "a-b-c-d-e"), ("User-Agent", evil.strip())),
        ),
        Ask(f"/{quote(evil)}"),
        Ask(reverse("portal:follow"), form({"number": evil, "code": evil})),
    ]
    broken = patch("linli.doors.portal.views.follow.matter_with_code", side_effect=ValueError(evil))
    with logged() as lines, broken:
        answers = [Site().ask(worlds.year.viewers["stranger"], ask) for ask in asks]
    assert [answer.status for answer in answers] == [200, 404, 500]
    assert not found_in(lines.getvalue().encode())
    assert not found_in(answers[-1].body)
    events = [json.loads(line)["event"] for line in lines.getvalue().splitlines()]
    assert "forged" not in events
    assert len(events) > len(asks)


def test_messages_say_nothing_of_it_and_go_to_nobody_else(worlds):
    for phone, text in Outbox.sent:
        assert not found_in(text.encode()), text
        for number in worlds.lived.numbers:
            assert number not in text or phone == PHONE
