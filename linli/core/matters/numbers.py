"""Receipt numbers that nobody has yet."""

from datetime import date

from linli.core.matters.models import Matter
from linli.lib.identifiers import new_number


def free_number(on: date) -> str:
    """Return a number for a matter of that day; should another process take it at the same moment, the insert fails."""
    while Matter.objects.filter(number=(number := new_number(on))).exists():
        pass
    return number
