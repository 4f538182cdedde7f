"""The features of a question for the weighing by examples: its parts, and what parts say together."""

from linli.flow.routing.learning.learner.contexts import spots
from linli.flow.routing.learning.learner.orders import Question

Feature = tuple[str, ...]

# c: category, p: parent category, r: root category; t: town, v: village, s: channel, n: nature
CROSSES = (
    "",
    *("c", "p", "r", "t", "v", "s", "n"),
    *("cv", "ct", "cs", "cn", "pv", "pt", "ps", "pn", "rv", "rt", "rs", "sv", "st", "sn"),
    *("cts", "cvs", "pts", "pvs", "rts", "rvs", "ctsn"),
)


def crosses(question: Question) -> list[Feature]:
    """Return one feature for each of CROSSES: which parts, and what they are."""
    town, village = spots(question)
    category = question.category or ("",)
    parts = {
        "c": category[-1],
        "p": category[-2] if len(category) > 1 else category[-1],
        "r": category[0],
        "t": town,
        "v": village,
        "s": question.channel,
        "n": question.nature,
    }
    return [(cross, *(parts[letter] for letter in cross)) for cross in CROSSES]
