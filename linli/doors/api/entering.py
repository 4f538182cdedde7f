"""Who asks: the token of a program, counted, so that neither guessing nor flooding pays."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from linli.doors.api import queries
from linli.doors.api.models import ApiClient
from linli.ground.people.actor import Actor
from linli.ground.people.doorway import source_of
from linli.ground.people.throttle import Limit, attempt

MINUTE = timedelta(minutes=1)
WRONG_TOKENS = (20, timedelta(minutes=5))


class TooMany(Exception):
    """More requests than allowed; `wait` is how long until it is worth trying again."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait = wait


@dataclass(frozen=True)
class Caller:
    client: ApiClient
    actor: Actor


class ApiRequest(HttpRequest):
    """A request of a program that showed its token."""

    auth: Caller


class Token(HttpBearer):
    """`Authorization: Bearer linli_…`, as `linli api-client add` printed it."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        now = timezone.now()
        client = queries.client_with(token)
        if client is None:
            allow(Limit("api-token", source_of(request), *WRONG_TOKENS))
            return None
        allow(Limit("api", str(client.id), client.per_minute, MINUTE))
        return Caller(client, queries.actor_for(client, on=timezone.localdate(now)))


def allow(*limits: Limit) -> None:
    """Count one attempt. Raises TooMany."""
    if not attempt(limits, now=timezone.now()).allowed:
        raise TooMany(max(limit.window for limit in limits))
