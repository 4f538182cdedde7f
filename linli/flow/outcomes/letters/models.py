"""A letter: a document that was drawn about a matter, numbered, kept as it was, and delivered.

Nothing in these rows says what a letter says or to whom: its fields and its files are sealed at rest, in a sealed matter
to the key of the matter. A letter never changes: a correction is a new letter that replaces it.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter, SealedFile
from linli.ground.documents.models import IssuedNumber, TemplateVersion
from linli.ground.files.models import StoredFile
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class Letter(models.Model):
    """One letter. `number` "": its kind has none. `about`: the letter whose delivery this one attests.

    `mark` is the digest of the code in the QR; `pdf_digest`, `docx_digest` are of the files as they were handed out.
    `for_resident`: the resident reads it on their page. Files lie in `pdf`, `docx`, or sealed to the matter in the others.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="letters")
    kind = models.SlugField(_("文书种类"), max_length=60, db_index=False)
    number = models.CharField(_("文号"), max_length=80, blank=True)
    given = models.OneToOneField(IssuedNumber, models.PROTECT, null=True, related_name="+")
    template = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="+", db_index=False)
    fields_sealed = models.BinaryField(default=b"")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    docx = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sealed_pdf = models.ForeignKey(SealedFile, models.PROTECT, null=True, related_name="+")
    sealed_docx = models.ForeignKey(SealedFile, models.PROTECT, null=True, related_name="+")
    pdf_digest = models.CharField(max_length=64)
    docx_digest = models.CharField(max_length=64)
    mark = models.CharField(max_length=64, unique=True)
    for_resident = models.BooleanField(default=True)
    issued_at = models.DateTimeField(_("发出时间"))
    issued_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    about = models.ForeignKey("self", models.PROTECT, null=True, related_name="receipts")
    void_at = models.DateTimeField(_("作废时间"), null=True)
    acknowledged_at = models.DateTimeField(_("签收时间"), null=True)
    acknowledged_how = models.SlugField(max_length=12, blank=True, db_index=False)

    class Meta:
        verbose_name = _("文书")
        indexes = [
            models.Index(fields=["matter", "issued_at", "id"], name="letter_of_matter"),
            models.Index(fields=["issued_at", "id"], name="letter_issued"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(pdf__isnull=False) | Q(sealed_pdf__isnull=False), name="letter_has_a_file"
            )
        ]

    def __str__(self) -> str:
        return self.number or self.kind


class Way(models.TextChoices):
    """How a letter reached somebody."""

    HAND = "hand", _("当面送交")
    POST = "post", _("邮寄")
    PORTAL = "portal", _("网上送达")
    READ = "read", _("当面或电话念给对方听")


class Delivery(models.Model):
    """One delivery of a letter: how, on which day, and to whom as words, sealed at rest like the letter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="deliveries")
    how = models.CharField(_("送达方式"), max_length=8, choices=Way.choices)
    to_sealed = models.BinaryField(default=b"")
    delivered_on = models.DateField(_("送达日期"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("送达")
        ordering = ["delivered_on", "id"]
