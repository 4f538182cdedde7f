"""Let programs in and shut them out."""

import secrets
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.doors.api.models import ApiClient
from linli.ground.people import actions as people
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Post
from linli.ground.people.permissions import known_permissions
from linli.lib.identifiers import uuid7

EDIT = "people.edit"
MARK = "linli_"


class ClientImpossible(Exception):
    """What was asked of a program's access cannot be done; says why, for people."""


def digest_of(token: str) -> str:
    """Return what is kept of a token. It has 256 random bits, so a plain digest cannot be turned back."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def add_client(
    name: str,
    post: Post,
    *,
    permissions: tuple[str, ...] = (),
    per_minute: int = 600,
    actor: Actor,
    now: datetime,
) -> tuple[ApiClient, str]:
    """Give a program an account with `post`; return it with its token, which is told this once. Raises Refused,
    ClientImpossible."""
    if unknown := sorted(set(permissions) - set(known_permissions())):
        raise ClientImpossible(_("没有这种权限：%(names)s。") % {"names": "、".join(unknown)})
    if ApiClient.objects.filter(staff__name=name, revoked_at=None).exists():
        raise ClientImpossible(_("已经有叫“%(name)s”的接口程序。") % {"name": name})
    # The account's first password is told to nobody, so nobody can log in to it.
    staff, _password = people.add_staff(
        f"api-{uuid7().hex[-12:]}", name, is_program=True, actor=actor, now=now
    )
    people.appoint(staff, post, on=timezone.localdate(now), actor=actor, now=now)
    token = MARK + secrets.token_urlsafe(32)
    client = ApiClient.objects.create(
        staff=staff,
        token_digest=digest_of(token),
        permissions=sorted(permissions),
        per_minute=per_minute,
        made_at=now,
    )
    return client, token


@transaction.atomic
def revoke(client: ApiClient, *, actor: Actor, now: datetime) -> None:
    """Shut a program out for good, at once. Raises Refused."""
    if not actor.may(EDIT):
        raise Refused(EDIT)
    people.disable(client.staff, actor=actor, now=now)
    ApiClient.objects.filter(pk=client.pk).update(revoked_at=now)
