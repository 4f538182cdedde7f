"""Programs ask where, when, how many, and how one matter stands."""

import pytest

from linli.ground.places.models import Cell
from linli.testing.makers import MONDAY


def test_a_day_is_explained(program):
    said = program("clerk").get("/due", {"start": "2026-03-02", "limit": "5 working days"}).json()
    assert said["due"] == "2026-03-09"
    assert len(said["explanation"]) > 1


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"start": "soon", "limit": "1 month"}, "start"),
        ({"start": "2026-03-02", "limit": "a while"}, "limit"),
        ({"start": "2026-03-02", "limit": "1 month", "calendar": "mars"}, "calendar"),
        ({"start": "9999-12-30", "limit": "5 months"}, "start"),
        ({"start": "0001-01-01", "limit": "5 working days"}, "start"),
    ],
)
def test_what_cannot_be_counted_is_named(program, query, name):
    answer = program("clerk").get("/due", query)
    assert answer.status_code in (200, 422)
    if name != "start" or query["start"] == "soon":
        assert answer.json()["errors"][0]["parameter"] == name


def test_a_point_has_its_cell(program, centre):
    square = [[110.0, 30.0], [110.01, 30.0], [110.01, 30.01], [110.0, 30.01], [110.0, 30.0]]
    Cell.objects.update(
        geometry={"type": "Polygon", "coordinates": [square]},
        west=110.0,
        south=30.0,
        east=110.01,
        north=30.01,
    )
    clerk = program("clerk")
    inside = clerk.get("/locate", {"longitude": 110.005, "latitude": 30.005}).json()
    assert (inside["cell"]["name"], inside["town"]["name"]) == ("柳湾村第一网格", "东河镇")
    assert clerk.get("/locate", {"longitude": 111, "latitude": 30}).json()["cell"] is None
    assert clerk.get("/locate", {"longitude": 111, "latitude": 300}).status_code == 422
    assert clerk.get("/locate", {"longitude": "nan", "latitude": 30}).status_code == 422
    assert clerk.get("/locate", {"longitude": 111, "latitude": 30, "datum": "x"}).status_code == 422


def test_figures_are_those_of_ones_post(program, centre):
    centre.bring()
    said = program("leader").get("/figures/unit").json()
    assert (said["scope"], said["total"]["counts"]["received"]) == ("centre", 1)
    assert [row["label"] for row in said["rows"]] == ["晴川县水务局"]
    assert {rate["name"] for rate in said["total"]["rates"]} == {
        "in_time", "contacted_in_time", "said_solved", "satisfied",
    }  # fmt: skip
    assert len(program("head").get("/figures/month").json()["rows"]) == 12
    east = program("east_clerk")
    assert east.get("/figures/village").json()["scope"] == f"town:{centre.cast.east.id}"
    assert east.get("/figures/village", {"scope": "centre"}).status_code == 403
    assert program("handler").get("/figures/unit").status_code == 403
    assert east.get("/figures/nothing").status_code == 404


@pytest.mark.parametrize(
    "query", [{"since": "x"}, {"until": "2026-13"}, {"since": "2026-04"}, {"since": "1999-01"}]
)
def test_months_that_cannot_be_counted_are_refused(program, query):
    assert program("leader").get("/figures/unit", query).status_code == 422


def test_a_resident_reads_how_the_matter_stands_with_the_code_of_the_slip(centre, stranger):
    receipt = centre.bring()
    said = stranger.get(f"/receipts/{receipt.number}", Receipt_Code=receipt.code).json()
    assert (said["number"], said["state"], said["unit"]) == (receipt.number, "routed", "晴川县水务局")
    assert "冯涛" not in str(said["timeline"])


def test_guessing_codes_is_stopped_and_tells_nothing(centre, stranger):
    receipt = centre.bring()
    wrong = stranger.get(f"/receipts/{receipt.number}", Receipt_Code="2222222222")
    absent = stranger.get("/receipts/2603021234567", Receipt_Code="2222222222")
    assert wrong.status_code == absent.status_code == 404
    assert wrong.content == absent.content
    for _ in range(4):
        stranger.get(f"/receipts/{receipt.number}", Receipt_Code="2222222222")
    stopped = stranger.get(f"/receipts/{receipt.number}", Receipt_Code=receipt.code)
    assert stopped.status_code == 429
    assert int(stopped["Retry-After"]) > 0
    assert stranger.get(f"/receipts/{receipt.number}").status_code == 422


def test_reading_costs_few_queries(program, centre, django_assert_max_num_queries):
    receipt, clerk = centre.bring(), program("clerk")
    for path, most in ((f"/matters/{receipt.number}", 6), ("/matters", 7), ("/figures/unit", 8)):
        with django_assert_max_num_queries(most):
            assert clerk.get(path).status_code == 200, MONDAY
