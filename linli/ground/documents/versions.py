"""The templates of this centre: what ships, or what the centre made of it; every version is kept."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from linli.ground.documents import shelf
from linli.ground.documents.models import TemplateVersion
from linli.ground.documents.reading.template import Template
from linli.lib.identifiers import uuid7

Origin = TemplateVersion.Origin


def digest_of(texts: Mapping[str, str]) -> str:
    return sha256(json.dumps(dict(texts), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def template_of(version: TemplateVersion) -> Template:
    """Return the template in the words of a version. Raises TemplateWrong where its fields have gone meanwhile."""
    return shelf.template(version.code).with_texts(version.texts)


def rewritten(code: str) -> TemplateVersion | None:
    """Return the centre's own version in force."""
    rows = TemplateVersion.objects.filter(
        code=code, origin=Origin.CENTRE, published_at__isnull=False, ended_at=None
    )
    return rows.order_by("-published_at", "-number").first()


def all_rewritten() -> list[str]:
    """Return the codes of the templates that the centre has words of its own for."""
    rows = TemplateVersion.objects.filter(origin=Origin.CENTRE, published_at__isnull=False, ended_at=None)
    return list(rows.values_list("code", flat=True).distinct())


def in_force(code: str) -> Template:
    """Return the template as new documents are drawn. Raises LookupError."""
    own = rewritten(code)
    return template_of(own) if own else shelf.template(code)


def keep_shipped(*, now: datetime) -> None:
    """Give every template that ships its row: which rows there are shall not tell which letters were written."""
    for code in shelf.shipped():
        _shipped_version(code, now=now)


@transaction.atomic
def version_in_force(code: str, *, now: datetime) -> TemplateVersion:
    """Return the row of what is in force; what ships has one since it is here. Raises LookupError."""
    return rewritten(code) or _shipped_version(code, now=now)


@transaction.atomic
def _shipped_version(code: str, *, now: datetime) -> TemplateVersion:
    texts = dict(shelf.template(code).texts)
    digest = digest_of(texts)
    found = TemplateVersion.objects.filter(code=code, origin=Origin.SHIPPED, digest=digest).first()
    return found or _keep(code, texts, Origin.SHIPPED, now=now, published_at=now)


@transaction.atomic
def draft(
    code: str, texts: Mapping[str, str], *, note: str, by: UUID | None, now: datetime
) -> TemplateVersion:
    """Keep the centre's words, not in force yet. Raises LookupError, TemplateWrong (naming what is not a field)."""
    made = shelf.template(code).with_texts(texts)
    return _keep(code, dict(made.texts), Origin.CENTRE, now=now, note=note[:200], made_by_id=by)


@transaction.atomic
def publish(version: TemplateVersion, *, now: datetime) -> TemplateVersion:
    """Put a version in force; the one before it ends."""
    _end(version.code, now=now)
    template_of(version)
    version.published_at, version.ended_at = now, None
    version.save(update_fields=["published_at", "ended_at"])
    return version


@transaction.atomic
def take_back(code: str, *, now: datetime) -> None:
    """Let what ships be in force again."""
    _end(code, now=now)


def _end(code: str, *, now: datetime) -> None:
    rows = TemplateVersion.objects.select_for_update().filter(
        code=code, origin=Origin.CENTRE, published_at__isnull=False, ended_at=None
    )
    rows.update(ended_at=now)


def _keep(
    code: str, texts: Mapping[str, str], origin: Origin, *, now: datetime, **values: object
) -> TemplateVersion:
    latest = TemplateVersion.objects.select_for_update().filter(code=code).order_by("-number").first()
    return TemplateVersion.objects.create(
        id=uuid7(),
        code=code,
        number=(latest.number if latest else 0) + 1,
        origin=origin,
        texts=dict(texts),
        digest=digest_of(texts),
        made_at=now,
        **values,
    )
