"""Which matters will be late, and which single hand-over helps most: plain arithmetic that anybody can check.

Whoever works takes their matters in the order in which they are due, at the pace of the last weeks. The k-th one is done
after k ÷ pace working days; where that is more than is left, it will be late. No matter is weighed against another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Job:
    """One open matter as the forecast sees it; `left` is the time until it is due, in working days."""

    matter: UUID
    unit: UUID
    handler: UUID | None
    due_at: datetime
    left: float


@dataclass(frozen=True)
class Worker:
    """A colleague who is at work: `pace` in answers a working day, `behind` matters that are late already and come first."""

    staff: UUID
    unit: UUID
    pace: float
    behind: int = 0


@dataclass(frozen=True)
class Risk:
    """A matter that will be late: `place` in the queue of its handler, `needs` working days; nobody's matter has none."""

    job: Job
    place: int = 0
    needs: float = 0.0


@dataclass(frozen=True)
class Move:
    """Giving `job` to `to` saves `saves` matters from being late."""

    job: Job
    to: UUID
    saves: int


def risks(jobs: Sequence[Job], workers: Iterable[Worker]) -> list[Risk]:
    """Return the matters that will be late, the one due first in front."""
    by_staff = {worker.staff: worker for worker in workers}
    found = []
    for handler, queue in _queues(jobs).items():
        worker = by_staff.get(handler) if handler else None
        if worker is None:
            found += [Risk(job) for job in queue]
        else:
            found += _late(queue, worker)
    return sorted(found, key=lambda risk: (risk.job.due_at, risk.job.matter))


def best_move(jobs: Sequence[Job], workers: Sequence[Worker]) -> Move | None:
    """Return the one hand-over inside a unit that saves most matters; of equal ones that to the colleague with most air."""
    queues, by_staff = _queues(jobs), {worker.staff: worker for worker in workers}
    best: tuple[int, float, Move] | None = None
    for risk in risks(jobs, workers):
        giver = by_staff.get(risk.job.handler) if risk.job.handler else None
        mates = [w for w in workers if w.unit == risk.job.unit and w.staff != risk.job.handler]
        for taker in mates:
            move = Move(risk.job, taker.staff, _saved(risk.job, giver, taker, queues))
            air = -_load(queues.get(taker.staff, []), taker)
            if move.saves > 0 and (best is None or (move.saves, air) > best[:2]):
                best = (move.saves, air, move)
    return best[2] if best else None


def _queues(jobs: Iterable[Job]) -> dict[UUID | None, list[Job]]:
    queues: dict[UUID | None, list[Job]] = {}
    for job in sorted(jobs, key=lambda job: (job.due_at, job.matter)):
        queues.setdefault(job.handler, []).append(job)
    return queues


def _late(queue: Iterable[Job], worker: Worker) -> list[Risk]:
    places = ((worker.behind + number, job) for number, job in enumerate(queue, start=1))
    found = (Risk(job, place, place / worker.pace) for place, job in places)
    return [risk for risk in found if risk.needs > risk.job.left]


def _saved(job: Job, giver: Worker | None, taker: Worker, queues: Mapping[UUID | None, Sequence[Job]]) -> int:
    """Return by how many fewer matters are late once `taker` has `job`; nobody's matter is late while it is nobody's."""
    here, there = queues[job.handler], queues.get(taker.staff, [])
    after = sorted([*there, job], key=lambda each: (each.due_at, each.matter))
    gained = len(_late(here, giver)) - len(_late([j for j in here if j != job], giver)) if giver else 1
    return gained - (len(_late(after, taker)) - len(_late(there, taker)))


def _load(queue: Sequence[Job], worker: Worker) -> float:
    return (worker.behind + len(queue)) / worker.pace
