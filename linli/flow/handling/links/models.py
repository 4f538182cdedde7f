"""A link between two matters. Nothing of either changes by it: number, clocks, state, reply and rating stay their own."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.ground.people.models import Staff
from linli.lib.identifiers import uuid7


class Relation(models.TextChoices):
    """What one matter is to another. Of the first two, many follow one that leads; the others join two."""

    DUPLICATE_OF = "duplicate_of", _("同一个问题")
    SAME_EVENT = "same_event", _("同一起突发的事")
    FOLLOW_UP = "follow_up", _("后续")
    RECURRING = "recurring", _("反复发生")
    RELATED = "related", _("有关系")


FOLLOWING = (Relation.DUPLICATE_OF, Relation.SAME_EVENT)


class Link(models.Model):
    """`source` stands in this relation to `target`: follows it, or came after it.

    A link that is undone stays, with who and why. `carried_by`: made, in place of `instead_of`, because the one that led
    until then came to follow another; undone together with that link, and then the earlier one is made again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Matter, models.PROTECT, related_name="links_out", db_index=False)
    target = models.ForeignKey(Matter, models.PROTECT, related_name="links_in", db_index=False)
    relation = models.CharField(_("关系"), max_length=12, choices=Relation.choices)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    carried_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="carries")
    instead_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    undone_reason = models.CharField(_("解除的理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("关联")
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="link_of_two"),
            models.UniqueConstraint(
                fields=["source", "target", "relation"], condition=Q(undone_at=None), name="link_once"
            ),
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(undone_at=None, relation__in=FOLLOWING),
                name="link_follows_one",
            ),
        ]
        indexes = [
            models.Index(fields=["target", "id"], name="link_target"),
            models.Index(fields=["source", "id"], name="link_source"),
        ]

    @property
    def is_following(self) -> bool:
        """Tell whether the source follows one that leads, so that one answer may do for both."""
        return self.relation in FOLLOWING
