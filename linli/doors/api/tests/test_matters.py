"""Programs bring matters and read them, and see no more than their post does."""

import pytest

from linli.core.matters.models import Matter
from linli.ground.people.actor import SYSTEM

KEY = "0197b7c2-0000-7000-8000-000000000001"


def bring(program, body, key=KEY):
    return program.post("/matters", body, Idempotency_Key=key)


def pointers(answer):
    return {error.get("pointer") or error["parameter"] for error in answer.json()["errors"]}


def test_a_program_brings_a_matter_and_gets_the_receipt(program, leak, centre):
    answer = bring(program("clerk"), leak())
    assert answer.status_code == 201
    receipt = answer.json()
    matter = Matter.objects.visible_to(SYSTEM).get(number=receipt["number"])
    assert (matter.channel, matter.category, matter.village) == (
        centre.portal,
        centre.leak,
        centre.cast.east_village,
    )
    assert receipt["due_at"] > receipt["received_at"]
    assert len(receipt["code"]) == 10


def test_the_same_again_is_the_same_and_something_else_is_a_conflict(program, leak):
    clerk = program("clerk")
    first, again, other = bring(clerk, leak()), bring(clerk, leak()), bring(clerk, leak(text="别的事"))
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert first.json() == again.json()
    assert "code" not in other.json()
    assert Matter.objects.visible_to(SYSTEM).count() == 1


def test_the_key_of_another_program_opens_nothing(program, leak):
    first = bring(program("clerk"), leak())
    second = bring(program("east_clerk"), leak())
    assert second.status_code == 201
    assert second.json()["number"] != first.json()["number"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"text": " "}, "/text"),
        ({"text": "长" * 5_001}, "/text"),
        ({"text": "a\x00b"}, "/text"),
        ({"kind": "nothing"}, "/kind"),
        ({"capability": "nothing"}, "/kind"),
        ({"phone": "12"}, "/phone"),
        ({"severity": "awful"}, "/severity"),
        ({"category": "ZZ"}, "/category"),
        ({"channel": "ZZ"}, "/channel"),
        ({"place": {"cell": "ZZ"}}, "/place/cell"),
        ({"place": {"village": "ZZ"}}, "/place/village"),
        ({"place": {"longitude": 200, "latitude": 1}}, "/place/longitude"),
        ({"happened_at": "2026-03-01T10:00:00"}, "/happened_at"),
        ({"sevrity": "large"}, "/sevrity"),
        ({"text": 7}, "/text"),
    ],
)
def test_what_is_wrong_is_named(program, leak, changes, pointer):
    answer = bring(program("clerk"), leak(**changes))
    assert answer.status_code == 422
    assert pointers(answer) == {pointer}
    assert not Matter.objects.visible_to(SYSTEM).exists()


def test_without_a_key_nothing_is_taken_in(program, leak):
    answer = program("clerk").post("/matters", leak())
    assert answer.status_code == 422
    assert pointers(answer) == {"Idempotency-Key"}


def test_what_is_no_json_is_told_so(program):
    answer = program("clerk").ask("POST", "/matters", b"{", Idempotency_Key=KEY)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_who_may_not_register_is_refused(program, leak, stranger):
    assert bring(program("handler"), leak()).status_code == 403
    assert bring(program("clerk", permissions=("matters.see",)), leak()).status_code == 403
    assert bring(stranger, leak()).status_code == 401
    assert not Matter.objects.visible_to(SYSTEM).exists()


def test_a_matter_is_read_with_its_version_and_without_who_brought_it(program, centre):
    receipt = centre.bring()
    answer = program("handler").get(f"/matters/{receipt.number}")
    assert answer.status_code == 200
    said = answer.json()
    assert (said["number"], said["unit"]["name"], said["state"]) == (receipt.number, "晴川县水务局", "routed")
    assert answer["ETag"] == f'"{said["version"]}"'
    assert "13800000001" not in answer.content.decode()
    assert "王小满" not in answer.content.decode()


def test_a_matter_of_others_looks_absent(program, centre):
    receipt = centre.bring()
    west = program("west_clerk")
    there, nowhere = west.get(f"/matters/{receipt.number}"), west.get("/matters/2603021234567")
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content
    assert west.get(f"/matters/{receipt.number}/timeline").status_code == 404
    assert west.get("/matters/x%00y").status_code == 400, "no text holds it, whoever asks"


def test_the_timeline_tells_what_happened(program, centre):
    receipt = centre.bring()
    told = program("handler").get(f"/matters/{receipt.number}/timeline").json()
    assert told[0]["verb"] == "intake.received"
    assert "routing.routed" in [one["verb"] for one in told]


def test_lists_are_turned_page_by_page_and_hold_what_may_be_seen(program, centre):
    numbers = [centre.bring().number for _ in range(5)]
    clerk, found, after = program("clerk"), [], ""
    for _ in range(3):
        page = clerk.get("/matters", {"limit": 2, "after": after}).json()
        found += [matter["number"] for matter in page["matters"]]
        after = page["next"]
    assert sorted(found) == sorted(numbers)
    assert after == ""
    assert program("west_clerk").get("/matters").json()["matters"] == []
    listed = clerk.get("/matters", {"unit": centre.cast.water.id, "lane": "open", "since": "2026-03-02"})
    assert len(listed.json()["matters"]) == 5


@pytest.mark.parametrize("query", [{"unit": "x"}, {"since": "yesterday"}, {"lane": "secret"}, {"limit": 0}])
def test_a_filter_that_cannot_be_read_is_refused_not_ignored(program, query):
    answer = program("clerk").get("/matters", query)
    assert answer.status_code == 422
    assert pointers(answer) == set(query)


def test_who_may_see_no_matters_gets_no_list(program):
    assert program("personnel").get("/matters").status_code == 403
