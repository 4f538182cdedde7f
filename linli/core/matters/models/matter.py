"""A matter (事项): one thing to be dealt with. It always has an owner (`unit`), and while open a next due time."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models.catalogue import Category, Channel
from linli.core.matters.querysets import MatterQuerySet
from linli.ground.files.models import StoredFile
from linli.ground.people.models import Staff, Unit
from linli.ground.places.models import Area, Cell
from linli.lib.identifiers import uuid7

COMMON, SEALED = Q(is_sealed=False), Q(is_sealed=True)
OPEN = COMMON & Q(is_open=True)
UNCLAIMED = OPEN & Q(handler__isnull=True)
OFFERED = OPEN & Q(offered_to__isnull=False)


class Severity(models.TextChoices):
    """Small matters stay in the village, large ones go to the town, urgent ones to the county, hard ones to a conference."""

    SMALL = "small", _("小事")
    LARGE = "large", _("大事")
    URGENT = "urgent", _("急事")
    HARD = "hard", _("难事")


class Matter(models.Model):
    """The root record. Only actions write it; only `procedures.take_step` sets `state`.

    `unit` has the matter since `unit_since`. `answerable_unit` and `answerable` took it up last and answer for it until
    others have taken it up; `offered_to` is the colleague who is asked to.

    One that `is_sealed` is so from birth, and shown to nobody who does not hold its key: no list, count or figure has it, and
    the indexes by which lists are read leave it out.

    `involved` repeats the units of its `Involvement` rows, as marks ("i" + id) with a space between, for the index of
    marks (`search.facets`); who may see a matter is decided by those rows, never by this column.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("编号"), max_length=13, unique=True, editable=False)
    code_digest = models.CharField(max_length=64, editable=False)
    capability = models.SlugField(max_length=32, db_index=False)
    kind = models.SlugField(_("类型"), max_length=32, blank=True, db_index=False)
    procedure = models.SlugField(max_length=48, db_index=False)
    procedure_version = models.PositiveSmallIntegerField()
    state = models.SlugField(_("环节"), max_length=32, db_index=False)
    is_open = models.BooleanField(default=True)
    is_sealed = models.BooleanField(default=False, editable=False)
    outcome = models.SlugField(_("办理结果"), max_length=16, blank=True, db_index=False)
    version = models.PositiveIntegerField(default=1)

    title = models.CharField(_("标题"), max_length=120)
    text = models.TextField(_("内容"), blank=True)
    severity = models.CharField(_("轻重"), max_length=8, choices=Severity.choices, default=Severity.SMALL)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, verbose_name=_("分类"), db_index=False
    )
    channel = models.ForeignKey(Channel, models.PROTECT, verbose_name=_("来源"), db_index=False)

    town = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("乡镇街道"),
        db_index=False,
    )
    village = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("村社区"),
        db_index=False,
    )
    cell = models.ForeignKey(
        Cell, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("网格"), db_index=False
    )
    place = models.CharField(_("地点"), max_length=200, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("责任单位"), db_index=False
    )
    handler = models.ForeignKey(
        Staff,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("经办人"),
        db_index=False,
    )
    unit_since = models.DateTimeField(_("到责任单位时间"), null=True, blank=True)
    offered_to = models.ForeignKey(
        Staff,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("转交给"),
        db_index=False,
    )
    answerable_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("首接单位"),
        db_index=False,
    )
    answerable = models.ForeignKey(
        Staff,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("首接责任人"),
        db_index=False,
    )
    involved = models.TextField(default="", blank=True, editable=False)
    received_at = models.DateTimeField(_("收到时间"))
    due_at = models.DateTimeField(_("最近到期"), null=True, blank=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    was_late = models.BooleanField(_("是否逾期"), null=True, blank=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("事项")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_open=False) | Q(due_at__isnull=False), name="matter_open_has_due"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=OPEN, name="matter_open"),
            models.Index(fields=["unit", "due_at", "id"], condition=OPEN, name="matter_unit_open"),
            models.Index(fields=["unit", "due_at", "id"], condition=UNCLAIMED, name="matter_unit_unclaimed"),
            models.Index(fields=["handler", "due_at", "id"], condition=OPEN, name="matter_handler_open"),
            models.Index(
                fields=["offered_to", "due_at", "id"], condition=OFFERED, name="matter_offered_open"
            ),
            models.Index(
                fields=["answerable_unit", "due_at", "id"], condition=UNCLAIMED, name="matter_answerable"
            ),
            models.Index(fields=["state", "due_at", "id"], condition=OPEN, name="matter_state_open"),
            models.Index(fields=["town", "due_at", "id"], condition=OPEN, name="matter_town_open"),
            models.Index(fields=["village", "due_at", "id"], condition=OPEN, name="matter_village_open"),
            models.Index(fields=["town", "village", "cell"], condition=OPEN, name="matter_place_open"),
            models.Index(fields=["received_at", "id"], condition=COMMON, name="matter_received"),
            models.Index(
                fields=["due_at", "id"], condition=SEALED & Q(is_open=True), name="matter_sealed_open"
            ),
            models.Index(
                fields=["received_at", "id"], condition=SEALED & Q(is_open=False), name="matter_sealed_closed"
            ),
            models.Index(fields=["unit", "received_at", "id"], condition=COMMON, name="matter_unit_received"),
            models.Index(fields=["town", "received_at", "id"], condition=COMMON, name="matter_town_received"),
            models.Index(
                fields=["village", "received_at", "id"], condition=COMMON, name="matter_village_received"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Attachment(models.Model):
    """A file that belongs to a matter; who may see the matter may see it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=120)
    role = models.SlugField(max_length=16, default="photo", db_index=False)
    for_resident = models.BooleanField(default=True)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("附件")
