"""Members of staff at their pages: each knows another part of the predicate of who may see what."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.test import Client
from django.utils import timezone

from bench.database import alone
from linli.ground.people.actor import Actor
from linli.ground.people.login.adapters import BEGAN
from linli.ground.people.login.middleware import FACTOR, SEEN
from linli.ground.people.models import Staff
from linli.ground.people.queries import actor_of

VISITORS = {
    "county dispatcher": "zhongxin-zhiban",
    "town clerk": "zhen-chuangkou",
    "department handler": "bumen-jingban",
}


@dataclass(frozen=True)
class Visitor:
    """One who is logged in."""

    name: str
    client: Client
    actor: Actor

    def milliseconds(self, path: str) -> float:
        """Return how long the page takes. Raises RuntimeError if it is not one."""
        return alone(lambda: self._get(path))

    def _get(self, path: str) -> None:
        answer = self.client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code} to the {self.name}")

    def post(self, path: str, said: dict[str, str]) -> float:
        """Send a form; return the milliseconds. Raises RuntimeError unless it leads on."""
        statuses: list[int] = []
        took = alone(lambda: statuses.append(self.client.post(path, said).status_code))
        if statuses[0] != 302:
            raise RuntimeError(f"{path} answered {statuses[0]} to the {self.name}")
        return took


def visitors(*, now: datetime) -> list[Visitor]:
    """Log everybody in and return them."""
    return [visitor(name, account, now=now) for name, account in VISITORS.items()]


def visitor(name: str, account: str, *, now: datetime) -> Visitor:
    staff = Staff.objects.get(username=account)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(staff, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session.update({BEGAN: now.isoformat(), SEEN: now.isoformat(), FACTOR: True})
    session.save()
    return Visitor(name, client, actor_of(staff, on=timezone.localdate(now)))
