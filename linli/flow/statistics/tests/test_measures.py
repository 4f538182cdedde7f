"""What a matter counts as, case by case."""

import pytest

from linli.flow.statistics.measures import MEASURES, Said, measure

REPLY = {"clock": "reply", "level": "matter"}
CONFIRM = {"clock": "confirm", "level": "matter"}
CONTACT = {"clock": "contact", "level": "unit"}
SIGN = {"clock": "sign_for", "level": "unit"}
NEW = {"received": 1, "open": 1}
DONE = {"received": 1, "closed": 1, "answered": 1, "answer_due": 1}


def stopped(clock, step, *, late=False):
    return Said("clocks.stopped", {**clock, "late": late}, step)


def breached(clock):
    return Said("clocks.breached", {**clock, "late": True})


def replied(*, late=False):
    return [Said("outcomes.replied", {}, "reply"), stopped(REPLY, "reply", late=late)]


def closed(outcome="solved"):
    return [Said("outcomes.closed", {"outcome": outcome}, "close"), stopped(CONFIRM, "close")]


def rated(solved, satisfied):
    return Said("outcomes.rated", {"solved": solved, "satisfied": satisfied}, "rate")


def visited(solved, satisfied):
    return Said("outcomes.visited", {"solved": solved, "satisfied": satisfied})


reopened = Said("outcomes.reopened", {}, "reopen")

CASES = {
    "just come in": ([], NEW),
    "answered in time": (replied(), NEW | {"answered": 1, "answer_due": 1, "in_time": 1}),
    "answered too late": (replied(late=True), NEW | {"answered": 1, "answer_due": 1, "late": 1, "overdue": 1}),
    "answered after the reminder that it is late": (
        [breached(REPLY), *replied(late=True)],
        NEW | {"answered": 1, "answer_due": 1, "late": 1, "overdue": 1},
    ),
    "not answered, time run out": ([breached(REPLY)], NEW | {"answer_due": 1, "late": 1, "overdue": 1}),
    "closed in time": (replied() + closed(), DONE | {"in_time": 1}),
    "closed and partly solved": (replied() + closed("partly"), DONE | {"in_time": 1, "not_solved": 1}),
    "answered in time, closed too late": (
        [*replied(), breached(CONFIRM), *closed()],
        DONE | {"in_time": 1, "late": 1},
    ),
    "answered in time, closing itself was late": (
        [*replied(), Said("outcomes.closed", {"outcome": "solved"}, "close"), stopped(CONFIRM, "close", late=True)],
        DONE | {"in_time": 1, "late": 1},
    ),
    "a unit was late, the matter was not": ([breached(SIGN), *replied()], NEW | {
        "answered": 1, "answer_due": 1, "in_time": 1, "late_claimed": 1,
    }),
    "contacted in time": (
        [Said("handling.contacted", {}, "contact"), stopped(CONTACT, "contact")],
        NEW | {"contact_due": 1, "contacted_in_time": 1},
    ),
    "contacted too late": (
        [breached(CONTACT), Said("handling.contacted", {}, "contact"), stopped(CONTACT, "contact", late=True)],
        NEW | {"contact_due": 1},
    ),
    "not contacted, time run out": ([breached(CONTACT)], NEW | {"contact_due": 1}),
    "asking is contact": (
        [Said("handling.asked", {}, "ask"), stopped(CONTACT, "ask")],
        NEW | {"contact_due": 1, "contacted_in_time": 1},
    ),
    "returned before anybody made contact": (
        [Said("handling.returned", {}, "return"), stopped(CONTACT, "return")],
        NEW | {"returned": 1},
    ),
    "late contact stays late when the next unit is quick": (
        [breached(CONTACT), Said("handling.contacted", {}, "contact"), stopped(CONTACT, "contact")],
        NEW | {"contact_due": 1},
    ),
    "returned twice": ([Said("handling.returned", {}, "return")] * 2, NEW | {"returned": 2}),
    "withdrawn": (
        [Said("outcomes.withdrawn", {}, "withdraw"), stopped(REPLY, "withdraw")],
        {"received": 1},
    ),
    "rated well": (
        [*replied(), *closed(), rated("yes", "fair")],
        DONE | {"in_time": 1, "rated": 1, "said_solved": 1, "satisfied": 1},
    ),
    "the last rating counts": (
        [*replied(), *closed(), rated("yes", "yes"), rated("partly", "no")],
        DONE | {"in_time": 1, "rated": 1},
    ),
    "told at a return visit": (
        [*replied(), *closed(), visited("yes", "yes")],
        DONE | {"in_time": 1, "rated": 1, "said_solved": 1, "satisfied": 1},
    ),
    "what the resident says by their own hand stands before what a visit was told": (
        [*replied(), *closed(), rated("no", "no"), visited("yes", "yes")],
        DONE | {"in_time": 1, "rated": 1},
    ),
    "a visit that reached nobody": ([*replied(), *closed(), visited("", "")], DONE | {"in_time": 1}),
    "left out of the three rates": (
        [*replied(), stopped(CONTACT, "reply"), *closed(), rated("no", "no"), Said("outcomes.excluded")],
        DONE | {"in_time": 1, "excluded": 1},
    ),
    "counted again": (
        [*replied(), *closed(), rated("no", "no"), Said("outcomes.excluded"), Said("outcomes.readmitted")],
        DONE | {"in_time": 1, "rated": 1},
    ),
    "taken up late by two units": (
        [breached(SIGN | {"id": "a"}), stopped(SIGN | {"id": "a"}, "claim", late=True), breached(SIGN | {"id": "b"})],
        NEW | {"late_claimed": 2},
    ),
    "reopened": (
        [*replied(), *closed("not_solved"), reopened],
        NEW | {"answered": 1, "answer_due": 1, "in_time": 1, "reopened": 1},
    ),
    "reopened and late the second time": (
        [*replied(), *closed(), reopened, breached(REPLY), *replied(late=True), *closed()],
        DONE | {"late": 1, "reopened": 1},
    ),
    "imported, in time": ([Said("intake.imported", {"late": False})], DONE | {"in_time": 1}),
    "imported, late": ([Said("intake.imported", {"late": True})], DONE | {"late": 1}),
    "imported, nobody knows": (
        [Said("intake.imported", {"late": None})],
        {"received": 1, "closed": 1, "answered": 1},
    ),
    "imported, still open": ([Said("intake.imported", {"late": True, "closed": False})], NEW | {
        "late": 1, "overdue": 1, "answer_due": 1,
    }),
    "erased": ([*replied(), Said("outcomes.closed"), rated(None, None)], DONE | {
        "in_time": 1, "rated": 1,
    }),
}  # fmt: skip


@pytest.mark.parametrize(("entries", "expected"), CASES.values(), ids=CASES.keys())
def test_a_matter_counts_as_what_happened_to_it(entries, expected):
    found = measure(entries)
    assert list(found) == list(MEASURES)
    assert {name: count for name, count in found.items() if count} == expected


@pytest.mark.parametrize("entries", [case[0] for case in CASES.values()], ids=CASES.keys())
def test_no_rate_exceeds_one(entries):
    found = measure(entries)
    for part, whole in (
        ("in_time", "answer_due"), ("contacted_in_time", "contact_due"), ("said_solved", "rated"),
        ("satisfied", "rated"), ("not_solved", "closed"), ("overdue", "late"), ("overdue", "open"),
    ):  # fmt: skip
        assert found[part] <= found[whole], (part, whole)
