"""The one predicate of who may see which matters. Lists, search, counts, maps, exports and figures all start here."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from linli.ground.people.actor import Actor

SEE = "matters.see"

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class MatterQuerySet(models.QuerySet[Row_co]):
    """Matters, closed to everyone until `visible_to` opens what is the actor's to see."""

    def visible_to(self, actor: Actor, *, sealed: bool = False) -> Self:
        """Return what `actor` may see; nobody in particular sees nothing.

        Sealed matters are left out for everybody, the system too, so that nothing that lists, counts or follows can betray
        one. `sealed` adds those whose key the actor holds and that are not about them (信访工作条例 2022, arts 30 and 46(5));
        say it only where one matter is asked for by those who know of it.
        """
        if sealed:
            return self.filter(
                (Q(is_sealed=False) & self._common(actor)) | (Q(is_sealed=True) & _held_by(actor))
            )
        return self.filter(Q(is_sealed=False) & self._common(actor))

    def _common(self, actor: Actor) -> Q:
        if actor.may_everywhere(SEE):
            return Q()
        return _of_resident(actor) if actor.kind == "resident" else _of_staff(actor)


NOBODY = Q(pk__in=[])


def _of_resident(actor: Actor) -> Q:
    from linli.core.matters.models import Party

    shown = Q(id__in=actor.matter_ids)
    if actor.contact_index:
        shown |= Q(Exists(Party.objects.filter(matter=OuterRef("pk"), contact_index=actor.contact_index)))
    return shown


def _of_staff(actor: Actor) -> Q:
    """Return what the actor's posts reach, and what their units had once.

    The latter comes last, since databases try alternatives in order and it costs most.
    """
    from linli.core.matters.models import Involvement

    involved = NOBODY
    for grant in actor.granting(SEE):
        involved |= Q(Exists(Involvement.objects.filter(matter=OuterRef("pk"), unit=grant.unit_id)))
    return reached_by(actor, SEE) | involved


def reached_by(actor: Actor, permission: str, *, by: str = "") -> Q:
    """Return the condition that a post of the actor carries `permission` as far as the matter.

    `by`: the way from a row to its matter, e.g. "matter__". The same for one matter: `procedures.reach.reaches`.
    """
    if actor.may_everywhere(permission):
        return Q()
    reached = NOBODY
    for grant in actor.granting(permission):
        reached |= Q(**{f"{by}unit": grant.unit_id})
        if grant.town_ids:
            reached |= Q(**{f"{by}town__in": grant.town_ids})
        if grant.village_ids:
            reached |= Q(**{f"{by}village__in": grant.village_ids})
    return reached


def _held_by(actor: Actor) -> Q:
    """Return the condition that a sealed matter is the actor's to see. Recusal wins over every key."""
    from linli.core.matters.models import KeyHolder, Recusal
    from linli.core.matters.sealed.recusal import marks_against

    if actor.kind == "system":
        return Q()
    if actor.kind == "resident":
        return Q(id__in=actor.matter_ids)
    held = KeyHolder.objects.filter(
        matter=OuterRef("pk"), way=KeyHolder.Way.STAFF, staff=actor.staff_id, ended_at__isnull=True
    )
    recused = Recusal.objects.filter(matter=OuterRef("pk"), mark__in=marks_against(actor))
    return Q(Exists(held)) & ~Q(Exists(recused))
