"""Who holds meetings, and for which unit."""

from uuid import UUID

from linli.flow.handling.meetings.models import Meeting
from linli.ground.people.actor import Actor, Refused

HOLD = "meetings.hold"


def holding_unit(actor: Actor) -> UUID:
    """Return the unit for which the actor holds meetings. Raises Refused."""
    grants = actor.granting(HOLD)
    if not grants:
        raise Refused(HOLD)
    return grants[0].unit_id


def may_hold(actor: Actor, meeting: Meeting) -> bool:
    """Tell whether the actor keeps this meeting: it is their unit's, or they hold meetings for the whole centre."""
    return any(grant.reach == "centre" or grant.unit_id == meeting.unit_id for grant in actor.granting(HOLD))
