"""In which contexts an order is evidence: from everything down to this category in this village."""

from enum import StrEnum

from linli.flow.routing.learning.learner.orders import Question

Context = tuple[str, ...]


class Level(StrEnum):
    """How near the evidence is to the question; the nearest first."""

    CATEGORY_VILLAGE = "category_village"
    CATEGORY_TOWN = "category_town"
    CATEGORY_CHANNEL = "category_channel"
    CATEGORY = "category"
    WIDER_CATEGORY = "wider_category"
    VILLAGE_CHANNEL = "village_channel"
    VILLAGE = "village"
    TOWN = "town"
    ALL = "all"


def contexts(question: Question) -> dict[Level, list[Context]]:
    """Return the contexts of a question by level; several on one level from the widest to the narrowest."""
    leaf = question.category[-1] if question.category else ""
    town, village = spots(question)
    return {
        Level.ALL: [("all",)],
        Level.TOWN: [("town", town)],
        Level.VILLAGE: [("village", village)],
        Level.VILLAGE_CHANNEL: [("village_channel", village, question.channel)],
        Level.WIDER_CATEGORY: [("category", code) for code in question.category[:-1]],
        Level.CATEGORY: [("category", leaf)],
        Level.CATEGORY_CHANNEL: [("category_channel", leaf, question.channel)],
        Level.CATEGORY_TOWN: [("category_town", leaf, town)],
        Level.CATEGORY_VILLAGE: [("category_village", leaf, village)],
    }


def wider_in_village(question: Question) -> list[Context]:
    """Return the wider categories in the same village, the widest first."""
    village = spots(question)[1]
    return [("category_village", code, village) for code in question.category[:-1]]


def spots(question: Question) -> tuple[str, str]:
    town, village = (*question.place, "", "")[:2]
    return town, village
