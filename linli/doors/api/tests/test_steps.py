"""Programs take the same steps as people, by the same rules."""

import pytest


@pytest.fixture
def path(centre):
    return f"/matters/{centre.bring().number}"


def take(program, path, step, version, **answers):
    return program.post(f"{path}/steps/{step}", {"answers": answers}, If_Match=version)


def test_a_program_handles_a_matter_to_its_end(program, path):
    handler = program("handler")
    assert next(step["name"] for step in handler.get(f"{path}/steps").json()) == "claim"
    version = handler.get(path)["ETag"]
    for step, answers in (
        ("claim", {}),
        ("contact", {"text": "打过电话"}),
        ("reply", {"text": "修好了"}),
        ("close", {"outcome": "solved"}),
    ):
        answer = take(handler, path, step, version, **answers)
        assert answer.status_code == 200, answer.json()
        version = answer["ETag"]
    assert (answer.json()["state"], answer.json()["is_open"], answer.json()["handler"]) == (
        "closed",
        False,
        "程序 handler",
    )
    last = handler.get(f"{path}/timeline").json()
    assert any("程序 handler" in one["who"] for one in last)


def test_what_a_step_asks_is_told(program, path):
    handler = program("handler")
    version = take(handler, path, "claim", handler.get(path)["ETag"])["ETag"]
    take(handler, path, "reply", version, text="修好了")
    close = next(step for step in handler.get(f"{path}/steps").json() if step["name"] == "close")
    assert next(choice["code"] for choice in close["asks"][0]["choices"]) == "solved"


def test_who_read_an_older_version_must_read_again(program, path):
    handler = program("handler")
    old = handler.get(path)["ETag"]
    new = take(handler, path, "claim", old)["ETag"]
    answer = take(handler, path, "reply", old, text="修好了")
    assert answer.status_code == 412
    assert answer["ETag"] == new
    assert handler.get(path).json()["state"] == "handling"


def test_what_cannot_be_done_now_is_a_conflict(program, path):
    handler = program("handler")
    assert take(handler, path, "close", handler.get(path)["ETag"], outcome="solved").status_code == 409


def test_an_answer_that_is_missing_is_named(program, path):
    handler = program("handler")
    version = take(handler, path, "claim", handler.get(path)["ETag"])["ETag"]
    answer = take(handler, path, "reply", version, text=" ")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/answers/text"
    clerk = program("clerk")
    answer = take(clerk, path, "dispatch", version, unit="nonsense", reason="镇里办")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/answers/unit")


def test_the_version_must_be_told(program, path):
    handler = program("handler")
    assert handler.post(f"{path}/steps/claim", {}).status_code == 428
    assert take(handler, path, "claim", "abc").status_code == 422


def test_steps_are_only_for_those_who_may(program, path, stranger):
    version = program("handler").get(path)["ETag"]
    assert take(program("west_clerk"), path, "claim", version).status_code == 404
    assert take(program("auditor"), path, "claim", version).status_code == 403
    leader = program("leader")
    assert take(leader, path, "no-such", version).status_code == 404
    assert take(leader, path, "route", version).status_code == 403
    assert take(stranger, path, "claim", version).status_code == 401
    narrowed = program("head", permissions=("matters.see",))
    assert take(narrowed, path, "claim", version).status_code == 403


def test_who_gave_a_matter_away_is_still_answered(program, path, centre):
    clerk = program("clerk")
    answer = take(
        clerk, path, "dispatch", clerk.get(path)["ETag"], unit=str(centre.cast.east_town.id), reason="镇里办"
    )
    assert answer.json()["unit"]["name"] == "东河镇综治中心"
