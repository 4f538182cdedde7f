"""What sealed matters cost whoever may not see them: lists, counts and search with them and without, as many in all."""

from django.db import connection
from django.utils import timezone

from bench.lines import Report, p95, say
from bench.loading.filling import tidy_up
from bench.measures.worklists import addresses
from bench.visiting import visitors
from linli.core.matters.models import Matter, MatterKey

TARGET = 1.2
ALSO = ("/desk/search/?q=%E8%B7%AF%E7%81%AF", "/desk/map/")


def measure(report: Report, *, times: int, every: int = 1) -> None:
    """Print how many times the pages of lists cost what they cost without sealed matters."""
    with_them = _visit(times, every)
    _seal(sealed=False)
    without = _visit(times, every)
    _seal(sealed=True)
    ratios = sorted(((with_them[page] / without[page], page) for page in without), reverse=True)
    say(
        "sealed: dearest against without: "
        + ", ".join(f"{ratio:.2f} {page[1]}" for ratio, page in ratios[:5])
    )
    report.line(
        "worklist.with_sealed", p95(list(with_them.values())), "ms", limit=p95(list(without.values()))
    )
    whole = sum(with_them.values()) / sum(without.values())
    report.line("worklist.sealed_factor", whole, "times", target=TARGET)


def _visit(times: int, every: int) -> dict[tuple[str, str], float]:
    now = timezone.now()
    found: dict[tuple[str, str], float] = {}
    for visitor in visitors(now=now):
        for address in [*list(addresses(visitor, now))[::every], *ALSO]:
            found[visitor.name, address.partition("after=")[0] + str(len(found))] = min(
                visitor.milliseconds(address) for _ in range(times)
            )
    return found


def _seal(*, sealed: bool) -> None:
    """Make all matters common, or those that have a key sealed again, with indexes as after a fresh load."""
    keyed = Matter.objects.filter(id__in=MatterKey.objects.values("matter"))
    keyed.update(is_sealed=sealed)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM FULL matters_matter")
        else:
            cursor.execute("REINDEX matters_matter")
    tidy_up()
