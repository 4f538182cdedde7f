"""The model of what many cells need: it adds up, grows with what it is told, and its page is what it says."""

from dataclasses import asdict

import pytest

from bench.capacity import HIGH, LIKELY, LOW, fitted, lines_of, need, numbers, read, shares, swings
from bench.capacity_page import page
from linli.config.env import ROOT


@pytest.fixture(scope="module")
def model():
    return read()


def of(model, end, cells=1, **other):
    return need(numbers(model, end, **other), model["cell"], cells=cells)


def test_the_page_is_what_the_model_says(model):
    written = (ROOT / "docs" / "operate" / "capacity.md").read_text(encoding="utf-8")
    assert written == page(model), "python -m bench.capacity > docs/operate/capacity.md"


def test_many_cells_need_what_each_of_them_needs(model):
    one, many = asdict(of(model, LIKELY)), asdict(of(model, LIKELY, cells=120))
    assert {name: pytest.approx(120 * value) for name, value in one.items()} == many


def test_more_of_anything_never_needs_less(model):
    low, likely, high = (asdict(of(model, end)) for end in (LOW, LIKELY, HIGH))
    for name in low:
        assert low[name] <= likely[name] <= high[name]
    for resource in ("cores", "memory_bytes", "disk_bytes"):
        assert all(less <= 1 <= more for _name, less, more in swings(model, "province", resource))


def test_it_can_be_reckoned_by_hand():
    plain = {
        "matters": 1_000, "working_days": 250, "busiest_day": 2, "busiest_hour": 0.5, "life": 1.0, "visits": 2,
        "public_page": 0.5, "staff": 100, "at_work": 0.5, "pages": 10, "page": 0.1, "spare": 2, "web_bytes": 100,
        "worker_bytes": 50, "connection_bytes": 10, "matter_bytes": 5, "photos": 2, "photo_bytes": 10, "years": 3,
    }  # fmt: skip
    found = need(plain, {"web_processes": 2, "threads": 2, "workers": 1}, cells=1)
    assert found.matters_in_busiest_hour == 4
    assert found.cores == pytest.approx((4 * (1 + 2 * 0.5) + 100 * 0.5 * 10 * 0.1) / 3600 * 2)
    assert found.connections == 6
    assert found.memory_bytes == 2 * 100 + 50 + 6 * 10 + 1_000 * 5
    assert (found.disk_bytes_a_year, found.disk_bytes) == (1_000 * 25, 3 * 1_000 * 25)


def test_the_fullest_resource_is_named_first(model):
    found = shares(of(model, LIKELY, cells=120), model["machine"])
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert set(found) == {"cores", "memory_bytes", "disk_bytes", "connections"}


def test_costs_follow_what_was_measured(model, tmp_path):
    lines = tmp_path / "lines.jsonl"
    lines.write_text(
        '{"name": "lifecycles", "value": 100, "unit": "/s", "database": "postgresql", "rows": 10000}\n'
        '{"name": "worklist", "value": 20, "unit": "ms", "database": "postgresql", "rows": 10000}\n'
        '{"name": "worklist", "value": 30, "unit": "ms", "database": "postgresql", "rows": 1000000}\n'
        '{"name": "memory.web", "value": 100, "unit": "MiB", "database": "postgresql"}\n'
        '{"name": "worklist", "value": 900, "unit": "ms", "database": "sqlite"}\n'
        "of passing interest\n"
    )
    found = fitted(model, lines_of(lines))
    assert found["life"][LIKELY] == pytest.approx(0.02)
    assert found["page"] == pytest.approx([0.02, 0.03, 0.045])
    assert found["web_bytes"][LIKELY] == 100 * 2**20


def test_every_number_says_where_it_comes_from(model):
    for one in (*model["inputs"].values(), *model["costs"].values()):
        assert one.get("source") or one.get("line")
        assert list(one["values"]) == sorted(one["values"])
