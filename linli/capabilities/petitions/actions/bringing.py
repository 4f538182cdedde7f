"""Bring a petition: the intake of a matter and the row of the petition, in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.capabilities.petitions.declaration import NAME
from linli.capabilities.petitions.models import Form, Path, Petition
from linli.core.registers.provisions import provision
from linli.flow.intake.actions import OtherContent, receive
from linli.flow.intake.receipt import Receipt
from linli.flow.intake.submission import Submission, SubmissionWrong
from linli.ground.people.actor import Actor


@dataclass(frozen=True)
class Brought:
    """What somebody brings: the submission (capability "petitions", kind claim, suggestion or accusation), how, by how many."""

    submission: Submission
    form: str = Form.ONLINE
    wants_reply: bool = True
    people_count: int = 1
    path: str = ""
    external_code: str = ""


def bring(brought: Brought, *, actor: Actor, now: datetime) -> Receipt:
    """Take a petition in and return its receipt; the same submission again returns the same receipt.

    Raises SubmissionWrong (also where more speak for a group than may), OtherContent, Refused.
    """
    _check(brought, now=now)
    other: OtherContent | None = None
    with transaction.atomic():
        try:
            receipt = receive(brought.submission, actor=actor, now=now)
        except OtherContent as kept:  # what came is kept for a clerk, which an error would undo
            other = kept
        else:
            _keep(brought, receipt)
    if other is not None:
        raise other
    return receipt


def _keep(brought: Brought, receipt: Receipt) -> None:
    defaults = {
        "klass": brought.submission.kind,
        "form": brought.form,
        "path": brought.path,
        "people_count": brought.people_count,
        "external_code": brought.external_code,
        "wants_reply": brought.wants_reply,
        "brought_at": receipt.received_at,
    }
    Petition.objects.get_or_create(matter_id=receipt.matter_id, defaults=defaults)


def _check(brought: Brought, *, now: datetime) -> None:
    """Refuse what no petition can be. At most so many speak for a group (article 20)."""
    errors: dict[str, str] = {}
    most = provision("petitions.representatives", on=timezone.localdate(now))
    people = getattr(brought.submission, "people", ())
    if sum(person.role == "representative" for person in people) > most:
        errors["people"] = _("走访的代表最多%(most)s人。请大家推选代表。") % {"most": most}
    if brought.submission.capability != NAME:
        errors["kind"] = _("请选择信访的类别。")
    if brought.form not in Form.values:
        errors["form"] = _("请选择信访的形式。")
    if brought.path and brought.path not in Path.values:
        errors["path"] = _("没有这种途径，请重新选择。")
    if brought.people_count < 1:
        errors["people_count"] = _("人数至少是1。")
    if errors:
        raise SubmissionWrong(errors)
