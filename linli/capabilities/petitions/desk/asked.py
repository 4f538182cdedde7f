"""What the register was asked for in its address; what makes no sense there is left out."""

from collections.abc import Mapping
from urllib.parse import urlencode

from linli.capabilities.petitions.desk.forms import KLASSES, STANDINGS
from linli.capabilities.petitions.models import Conclusion, Form, Stage
from linli.capabilities.petitions.queries.listing import Asked
from linli.lib.typed import day_in, key_in

KNOWN = {
    "klass": {value for value, _label in KLASSES},
    "stage": set(Stage.values),
    "form": set(Form.values),
    "conclusion": set(Conclusion.values),
    "standing": {value for value, _label in STANDINGS},
}


def asked_in(query: Mapping[str, str]) -> Asked:
    chosen = {name: query.get(name, "") for name, known in KNOWN.items() if query.get(name, "") in known}
    return Asked(
        **chosen,
        unit=key_in(query.get("unit", "")),
        since=day_in(query.get("since", "")),
        until=day_in(query.get("until", "")),
    )


def query_of(asked: Asked, **more: str) -> str:
    """Return the part of an address after the question mark that asks for this."""
    return urlencode({**asked.said(), **{name: value for name, value in more.items() if value}})
