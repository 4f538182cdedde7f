"""The demonstration begins with filled registers."""

from pathlib import Path

import pytest

from linli.core.matters.models import Category, Channel
from linli.core.registers import actions, queries, shipped
from linli.core.registers.declaration import named

FOLDER = Path(__file__).resolve().parents[4] / "localities" / "demonstration"


def test_the_demonstration_has_categories_channels_and_texts(keeper, now):
    assert shipped.load_all(FOLDER, actor=keeper, now=now) > 100
    assert Category.objects.filter(parent=None).count() == 12
    leaf = Category.objects.get(code="A101")
    assert leaf.path == "A/A1/A101"
    assert leaf.closing_condition
    assert Channel.objects.filter(code__in=["portal", "window", "hotline", "grid", "import"]).count() == 5
    assert queries.text("portal.welcome", language="en") != queries.text("portal.welcome", language="zh-hans")


def test_loading_again_leaves_what_the_centre_changed(keeper, now):
    shipped.load_channels(FOLDER, actor=keeper, now=now)
    row = Channel.objects.get(code="portal")
    actions.change(named("channels"), row, {"name": "门户"}, actor=keeper, now=now)
    assert shipped.load_channels(FOLDER, actor=keeper, now=now) == 0
    assert Channel.objects.get(code="portal").name == "门户"


@pytest.mark.parametrize("name", ["categories", "channels", "texts"])
def test_no_code_is_shipped_twice(name):
    text = (FOLDER / f"{name}.toml").read_text("utf-8")
    codes = [part.split('"')[0] for part in text.split('code = "' if name != "texts" else 'key = "')[1:]]
    assert len(codes) == len(set(codes))
