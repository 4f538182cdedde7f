import re

import pytest

from linli.ground.look import bundles

TOKENS = (bundles.SOURCE / "css" / "tokens.css").read_text(encoding="utf-8")
ON_PAGE = [("ink", "paper"), ("ink", "ground"), ("ink-2", "paper"), ("ink-2", "ground"), ("brand", "paper")]
ON_PAGE += [
    ("brand", "ground"),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("brand-strong", "brand-weak"),
]
ON_PAGE += [("ink", "brand-weak"), ("ink-2", "brand-weak"), ("brand", "brand-weak"), ("paper", "ink")]
ON_PAGE += [
    (tone, place)
    for tone in ("amber", "red", "green")
    for place in ("paper", "ground", f"{tone}-weak", "brand-weak")
]


def block(selector):
    found = re.search(re.escape(selector) + r"\s*{([^}]*--[^}]*)}", TOKENS)
    assert found, selector
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", found[1]))


LIGHT = block("\n:root")
LARGE = LIGHT | block('\n\n:root[data-size="large"]')
DARK = LIGHT | block(':root[data-theme="dark"]')


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_black_on_white_is_twenty_one_to_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("ink", "paper"), ON_PAGE)
def test_words_can_be_read_by_day_by_night_and_large(ink, paper):
    assert contrast(LIGHT[ink], LIGHT[paper]) >= 4.5
    assert contrast(DARK[ink], DARK[paper]) >= 4.5
    assert contrast(LARGE[ink], LARGE[paper]) >= 7
    assert contrast(DARK[ink], DARK[paper]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, LARGE, DARK])
def test_borders_of_controls_can_be_seen(palette):
    assert contrast(palette["line-strong"], palette["paper"]) >= 3
    assert contrast(palette["line-strong"], palette["ground"]) >= 3


def test_dark_is_the_same_by_choice_and_by_device():
    assert block(':root:not([data-theme="light"])') == block(':root[data-theme="dark"]')


def test_no_colour_is_named_outside_the_tokens():
    for name in bundles.CSS.split():
        text = (bundles.SOURCE / "css" / f"{name}.css").read_text(encoding="utf-8")
        if name not in ("tokens", "print"):
            assert not set(re.findall(r"#[0-9a-f]{3,6}\b", text)) - {"#fff", "#000"}, name


def test_every_part_of_a_bundle_stands_in_it_and_is_small():
    for bundle in bundles.BUNDLES:
        paths = bundles.parts_of(bundle)
        assert {path.name for path in paths} == {p.name for p in paths[0].parent.iterdir()}
        assert all(len(path.read_text(encoding="utf-8").splitlines()) <= 150 for path in paths)


def test_the_bundle_is_found_like_any_static_file(settings, tmp_path):
    settings.VAR = tmp_path
    finder = bundles.BundleFinder()
    path = finder.find("look/look.css")
    assert path.endswith("look.css")
    assert finder.find("look/other.css") == []
    assert {name for name, _ in finder.list(None)} == {"look/look.css", "look/look.js"}
