"""Who comes in, how often, what the API says of itself, and that no nonsense breaks it."""

import json
from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.doors.api.actions import add_client
from linli.doors.api.commands import api_client
from linli.doors.api.models import ApiClient
from linli.doors.api.tests.conftest import BASE, Program, document
from linli.ground.people.actor import SYSTEM
from linli.ground.people.models import Post
from linli.ground.people.queries import colleagues
from linli.testing.makers import MONDAY

COMMON = {"401", "403", "422", "429"}


def run(*arguments):
    return CliRunner().invoke(api_client, arguments)


def test_the_document_is_served_to_anybody_and_is_openapi_3_1(db):
    answer = Client().get(f"{BASE}/openapi.json")
    assert answer.status_code == 200
    said = answer.json()
    assert said["openapi"].startswith("3.1")
    assert said["paths"].keys() == document()["paths"].keys()


def test_every_operation_lists_its_problems_as_what_they_are(db):
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            answers = operation["responses"]
            if operation.get("security"):
                assert set(answers) >= COMMON, (method, path)
            for status, answer in answers.items():
                kind = "application/problem+json" if status >= "400" else "application/json"
                assert list(answer["content"]) == [kind], (method, path, status)


def test_a_program_is_let_in_listed_and_shut_out(cast):
    added = run("add", "热线平台", "--unit", "ZX", "--role", "duty", "--may", "matters.see", "--json")
    assert added.exit_code == 0, added.output
    token = json.loads(added.stdout)["token"]
    assert token not in str(ApiClient.objects.values())
    assert Program(token).get("/matters").status_code == 200
    assert json.loads(run("list", "--json").stdout)[0]["name"] == "热线平台"
    assert token not in run("list").stdout
    assert run("revoke", "热线平台").exit_code == 0
    assert Program(token).get("/matters").status_code == 401
    assert run("revoke", "热线平台").exit_code == 2


@pytest.mark.parametrize(
    "options",
    [
        ("--unit", "??", "--role", "duty"),
        ("--unit", "ZX", "--role", "??"),
        ("--unit", "ZX", "--role", "duty", "--may", "all"),
    ],
)
def test_what_cannot_be_let_in_is_said(cast, options):
    assert run("add", "热线平台", *options).exit_code == 2
    assert not ApiClient.objects.exists()


def test_nobody_logs_in_as_a_program(program):
    program("clerk")
    staff = ApiClient.objects.get().staff
    assert staff.must_change_password
    for guess in ("", staff.username, "Qing-Shan-2026"):
        assert not staff.check_password(guess)


def test_a_wrong_token_says_nothing_and_guessing_is_stopped(program, stranger):
    program("clerk")
    for said in ("", "linli_wrong"):
        assert Program(said).get("/matters").status_code == 401
    answers = [Program("linli_wrong").get("/matters").status_code for _ in range(20)]
    assert answers[-1] == 429
    assert stranger.get("/matters").status_code == 401


def test_a_program_that_floods_waits_a_minute(program):
    clerk = program("clerk", per_minute=3)
    assert [clerk.get("/matters").status_code for _ in range(4)] == [200, 200, 200, 429]
    with time_machine.travel(MONDAY + timedelta(seconds=61), tick=False):
        assert clerk.get("/matters").status_code == 200


def test_a_disabled_account_lets_its_program_in_no_more(program, centre):
    clerk = program("clerk")
    ApiClient.objects.get().staff.__class__.objects.filter(api_client__isnull=False).update(is_active=False)
    assert clerk.get("/matters").status_code == 401


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["", "\x00", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = [
    "capability",
    "kind",
    "text",
    "channel",
    "title",
    "category",
    "severity",
    "place",
    "name",
    "phone",
    "happened_at",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_nonsense_breaks_it(program, leak, centre, data):
    if not hasattr(centre.cast, "_fuzz"):
        object.__setattr__(
            centre.cast, "_fuzz", (program("clerk", per_minute=100_000), centre.bring().number)
        )
    clerk, number = centre.cast._fuzz
    field, value = data.draw(st.sampled_from(FIELDS)), data.draw(values)
    body = data.draw(st.sampled_from([leak(**{field: value}), {field: value}, value]))
    path = data.draw(
        st.sampled_from(["/matters", f"/matters/{number}/steps/note", f"/matters/{number}/steps/dispatch"])
    )
    if "steps" in path:
        body = data.draw(
            st.sampled_from([{"answers": {"text": value}}, {"answers": {"unit": value, "reason": "x"}}, body])
        )
    answer = clerk.post(
        path, body, Idempotency_Key=f"fuzz-{data.draw(st.integers(0, 9))}-key", If_Match='"2"'
    )
    assert answer.status_code < 500, answer.content
    query = {
        name: data.draw(st.text(max_size=12))
        for name in ("since", "unit", "lane", "after", "scope", "start", "limit")
    }
    query = {name: value for name, value in query.items() if value.isprintable()}
    for where in ("/matters", "/due", "/figures/unit", "/locate"):
        assert clerk.get(where, query).status_code < 500


def test_no_work_is_given_to_a_program(cast):
    post = Post.objects.filter(unit=cast.water).first()
    client, _token = add_client("市热线", post, actor=SYSTEM, now=MONDAY)
    people = colleagues(cast.water, on=MONDAY.date())
    assert cast.handler.staff in people
    assert client.staff not in people
