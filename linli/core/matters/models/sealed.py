"""A sealed matter: who it is about may not learn that it exists, and what it says opens with keys that no database holds.

Everything that is written about it is encrypted to the public half of its key pair, which needs no secret. The private
half is wrapped to each of its handlers, to the code on the slip, and to the centre's recovery key.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models.matter import Matter
from linli.ground.files.models import StoredFile
from linli.ground.people.models import Staff
from linli.lib.identifiers import uuid7


class Grade(models.TextChoices):
    """`MOST`: who brought it is opened by two persons together only."""

    SEALED = "sealed", _("密封")
    MOST = "most", _("密封，身份须两人同意才能打开")


class MatterKey(models.Model):
    """The public half of the matter's key pair (X25519)."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="key")
    public = models.BinaryField()
    grade = models.CharField(max_length=8, choices=Grade.choices, default=Grade.SEALED)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("密封事项的公钥")


class KeyHolder(models.Model):
    """The private half, wrapped: to a member of staff by their key `staff_key`, to the code, or to the recovery key."""

    class Way(models.TextChoices):
        STAFF = "staff", _("经办人")
        CODE = "code", _("查询码")
        RECOVERY = "recovery", _("恢复密钥")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="holders")
    way = models.CharField(max_length=8, choices=Way.choices)
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    staff_key = models.UUIDField(null=True)
    wrapped = models.BinaryField()
    granted_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("持钥人")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "staff"],
                condition=models.Q(ended_at__isnull=True, way="staff"),
                name="key_holder_once",
            )
        ]


class Recusal(models.Model):
    """Somebody or some unit that the matter is about, as a keyed mark: the database alone does not tell whom."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="recusals")
    mark = models.CharField(max_length=64, db_index=True)

    class Meta:
        verbose_name = _("回避")
        constraints = [models.UniqueConstraint(fields=["matter", "mark"], name="recusal_once")]


class SealedText(models.Model):
    """One part of what a sealed matter says: `narrative`, `people`, `respondents`, and what its procedure adds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="sealed_texts")
    name = models.SlugField(max_length=32, db_index=False)
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("密封内容")
        constraints = [models.UniqueConstraint(fields=["matter", "name"], name="sealed_text_once")]


class SealedFile(models.Model):
    """A file of a sealed matter. What lies on the disk, and its name, are encrypted; `kind` and `size` are the open file's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="sealed_files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name_sealed = models.BinaryField()
    kind = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("密封文件")


class OpeningRequest(models.Model):
    """One holder asks another to agree that who brought the matter be opened (grade `most`); a consent opens once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="opening_requests")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    reason_sealed = models.BinaryField()
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("打开身份的申请")
