"""The one predicate of who may see which matters. Lists, search, counts, maps, exports and figures all start here."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from linli.ground.people.actor import Actor, Grant

SEE = "matters.see"

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class MatterQuerySet(models.QuerySet[Row_co]):
    """Matters, closed to everyone until `visible_to` opens what is the actor's to see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return what `actor` may see; nobody in particular sees nothing."""
        if actor.may_everywhere(SEE):
            return self
        if actor.kind == "resident":
            return self._of_resident(actor)
        return self._of_staff(actor)

    def _of_resident(self, actor: Actor) -> Self:
        from linli.core.matters.models import Party

        shown = Q(id__in=actor.matter_ids)
        if actor.contact_index:
            shown |= Q(Exists(Party.objects.filter(matter=OuterRef("pk"), contact_index=actor.contact_index)))
        return self.filter(shown)

    def _of_staff(self, actor: Actor) -> Self:
        grants = actor.granting(SEE)
        if not grants:
            return self.none()
        reached = Q()
        for grant in grants:
            reached |= _reached_by(grant)
        return self.filter(reached)


def _reached_by(grant: Grant) -> Q:
    from linli.core.matters.models import Involvement

    reached = Q(unit=grant.unit_id)
    if grant.town_ids:
        reached |= Q(town__in=grant.town_ids)
    if grant.village_ids:
        reached |= Q(village__in=grant.village_ids)
    involved = Involvement.objects.filter(matter=OuterRef("pk"), unit=grant.unit_id)
    return reached | Q(
        Exists(involved)
    )  # last, since databases try alternatives in order and this one costs most
