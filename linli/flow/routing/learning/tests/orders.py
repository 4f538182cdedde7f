"""Orders of two made-up towns, and strategies for any others."""

from datetime import date, timedelta

from hypothesis import strategies as st

from linli.flow.routing.learning.learner.orders import Order, Question

FIRST = date(2026, 3, 2)
EAST, WEST = ("1", "11"), ("2", "21")
NAMES = {"1": "东河镇", "11": "柳湾村", "12": "石桥村", "2": "西岭镇", "21": "松坪村"}


def order(day=0, unit="SW", name="", category="W1", place=EAST, channel="热线", nature="投诉"):
    return Order(
        FIRST + timedelta(days=day),
        (category[0], category),
        place,
        channel,
        nature,
        tuple(NAMES[code] for code in place),
        unit=unit,
        unit_name=name or unit,
    )


def question(day=0, **said):
    one = order(day, **said)
    return Question(one.day, one.category, one.place, one.channel, one.nature, one.place_names)


any_order = st.builds(
    order,
    unit=st.sampled_from(["A", "B", "C", "D", ""]),
    name=st.sampled_from(["", "东河镇执法队", "西岭镇执法队", "水务局"]),
    category=st.sampled_from(["W1", "W2", "N1"]),
    place=st.sampled_from([EAST, ("1", "12"), WEST, ("2",), ()]),
    channel=st.sampled_from(["热线", "门户", ""]),
)
some_days = st.lists(st.lists(any_order, max_size=6), min_size=1, max_size=8)


def dated(days):
    """Put the orders of each list on a day of its own, in order."""
    return [
        Order(**{**vars(one), "day": FIRST + timedelta(days=place)})
        for place, of_day in enumerate(days)
        for one in of_day
    ]
