"""Hard matters come on the list of those that wait for a conference, by rule or by somebody's hand."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.procedures.taking import locked
from linli.flow.handling.joint.access import leads
from linli.flow.handling.meetings.access import HOLD
from linli.flow.handling.meetings.actions.keeping import MeetingNotOpen
from linli.flow.handling.meetings.actions.waiting import (
    begin_waiting,
    end_waiting,
    has_conference,
    is_hard,
)
from linli.ground.people.actor import SYSTEM, Actor, Refused


@transaction.atomic
def settle(matter_id: UUID, *, now: datetime) -> None:
    """Let the list be true of a matter as it stands now. A second time changes nothing."""
    matter = locked(matter_id, actor=SYSTEM)
    if not is_hard(matter):
        end_waiting([matter_id], why="ended" if not matter.is_open else "not_hard", now=now)
    elif not has_conference(matter_id):
        begin_waiting(matter, actor=SYSTEM, now=now)


@transaction.atomic
def await_conference(matter_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Ask for a conference on a matter that one leads. Raises Refused, MeetingNotOpen (closed, or it waits already)."""
    matter = locked(matter_id, actor=actor)
    if not leads(actor, matter) and not actor.may(HOLD):
        raise Refused
    if not matter.is_open:
        raise MeetingNotOpen(_("这件事已经结束，不用再会商。"))
    if not begin_waiting(matter, actor=actor, now=now):
        raise MeetingNotOpen(_("这件事已经在等会商。"))
