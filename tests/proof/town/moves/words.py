"""What people in the town say, and other answers that are drawn by what they answer."""

from datetime import timedelta
from random import Random
from typing import Any

from linli.core.matters.models import Matter
from linli.core.procedures.procedure import Ask

from ..town import Town

SENTENCES = (
    "村口的自来水管漏水，路面都湿了。",
    "孩子上学的路上没有路灯。",
    "夜里工地吵得睡不着。",
    "已经到现场看过，修好了。",
    "等材料到了再修，请耐心等几天。",
    "不归我们管，依据责任清单。",
    "电话里说明了情况，对方同意。",
    "A pipe is broken; please see to it.",
)


def sentence(dice: Random) -> str:
    return dice.choice(SENTENCES)


def answer(town: Town, ask: Ask, matter: Matter) -> str:
    """Answer one question of a step, now and then with nothing or with nonsense."""
    dice = town.dice
    if dice.random() < (0.03 if ask.required else 0.4):
        return ""
    match ask.kind:
        case "choice":
            return dice.choice([code for code, _words in ask.choices])
        case "unit":
            return str(dice.choice(town.county.units).id)
        case "staff":
            near = town.of_units(matter.unit_id) if dice.random() < 0.85 else []
            return str(dice.choice(near or town.county.staff).id)
        case "category":
            return str(dice.choice(town.county.categories).id)
        case "severity":
            return dice.choice(["small", "large", "urgent", "hard"])
        case "date":
            return str(town.today + timedelta(days=dice.randrange(-3, 40)))
        case "moment":
            return (town.now + timedelta(hours=dice.randrange(-5, 300))).isoformat()
        case "flag":
            return dice.choice(["yes", ""])
    return sentence(dice)[: ask.limit]


def answers(town: Town, asks: tuple[Ask, ...], matter: Matter) -> dict[str, Any]:
    return {ask.name: answer(town, ask, matter) for ask in asks}
