"""Twelve months in the demonstration county: each matter lives its life in order of time, through the real actions."""

import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from random import Random

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from linli.config.demonstration.beside.plan import plan_all
from linli.config.demonstration.cast import Crew
from linli.config.demonstration.endings import FILE
from linli.config.demonstration.life import Life
from linli.config.demonstration.year import DAY, DAYS, Year
from linli.core.matters.models import Category
from linli.ground.places.models import Cell

HOURS = (7, 8, 8, 9, 9, 10, 10, 11, 14, 14, 15, 16, 17, 19, 20, 21)


def live(folder: Path, *, matters: int, end: datetime, seed: int, progress: Callable[[int], object]) -> None:
    """Let `matters` matters happen in the twelve months before `end`, and what people do about them beside."""
    dice = Random(seed)  # noqa: S311 - invented lives, no secret
    told = tomllib.loads((folder / "stories.toml").read_text(encoding="utf-8"))
    told["promises"] = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))["promise"]
    told["beside"] = tomllib.loads((folder / "beside.toml").read_text(encoding="utf-8"))
    year = Year(dice, told, Crew.found(on=timezone.localdate(end)), end)
    categories = {category.code: category for category in Category.objects.all()}
    cells = list(Cell.objects.select_related("village").order_by("code"))
    favourites = dice.sample(cells, 60)
    weights = [3 if story["severity"] == "small" else 2 for story in told["story"]]
    for number in range(matters):
        story = dice.choices(told["story"], weights=weights)[0]
        cell = dice.choice(favourites if dice.random() < 0.3 else cells)
        life = Life(year, story, categories[story["category"]], cell, number)
        year.at(_some_moment(dice, end), life.begin)
    plan_all(year)
    _plan_of_capabilities(year, folder)
    year.run(progress)


def _plan_of_capabilities(year: Year, folder: Path) -> None:
    """Plan what each capability has of its own: `plan(year, folder)` of its module `demonstration`, where there is one."""
    for name in settings.CAPABILITIES:
        if module_has_submodule(import_module(name), "demonstration"):
            import_module(f"{name}.demonstration").plan(year, folder)


def _some_moment(dice: Random, end: datetime) -> datetime:
    """Return a moment of the year, by day rather than by night; the last days are busy, so that the desk has work."""
    days = dice.uniform(0, 6) if dice.random() < 0.07 else dice.uniform(1, DAYS)
    local = timezone.localtime(end) - timedelta(days=days)
    moment = local.replace(hour=dice.choice(HOURS), minute=dice.randrange(60), second=dice.randrange(60))
    return moment if moment < end else moment - DAY
