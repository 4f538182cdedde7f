"""Steps of a procedure, sent as the desk sends them, each durable before it is answered."""

from django.urls import reverse
from django.utils import timezone

from bench.database import plain_sql
from bench.lines import Report, p95
from bench.measures.lifecycles import bring
from bench.visiting import Visitor, visitors
from linli.core.matters.models import Matter
from linli.ground.people.actor import SYSTEM

TARGET = 30.0
SAID = "到现场看过，明天上午安排人来修。"
STEPS: tuple[tuple[str, dict[str, str]], ...] = (
    ("claim", {}),
    ("contact", {"text": SAID}),
    ("note", {"text": SAID}),
    ("reply", {"text": SAID, "confirmed": "1"}),
    ("close", {"outcome": "solved"}),
)


def measure(report: Report, *, matters: int) -> None:
    handler = next(each for each in visitors(now=timezone.now()) if each.name == "department handler")
    found: dict[str, list[float]] = {}
    for _ in range(matters):
        number = bring().number
        for name, said in STEPS:
            found.setdefault(name, []).append(_take(handler, number, name, said))
    every = [took for each in found.values() for took in each]
    limit = plain_sql("UPDATE matters_matter SET version = version + 1 WHERE id IN"
                      " (SELECT id FROM matters_matter ORDER BY received_at DESC LIMIT 1)")  # fmt: skip
    report.line("step", p95(every), "ms", limit=limit, target=TARGET)
    for name, each in found.items():
        report.line(f"step.{name}", p95(each), "ms", target=TARGET)


def _take(visitor: Visitor, number: str, name: str, said: dict[str, str]) -> float:
    version = Matter.objects.visible_to(SYSTEM).values_list("version", flat=True).get(number=number)
    path = reverse("desk:step", args=[number, name])
    return visitor.post(path, {**said, "version": str(version)})
