"""What a petition has beside its matter: its class and form, and the rounds that the regulation gives it.

No row says anything about a person beyond this one petition.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class Klass(models.TextChoices):
    """The three classes of articles 29 to 31; the code is the kind of the matter."""

    CLAIM = "claim", _("申诉求决")
    SUGGESTION = "suggestion", _("建议意见")
    ACCUSATION = "accusation", _("检举控告")


class Form(models.TextChoices):
    """How it was brought (article 17)."""

    ONLINE = "online", _("网上")
    WINDOW = "window", _("窗口")
    LETTER = "letter", _("来信")
    PHONE = "phone", _("来电")
    VISIT = "visit", _("走访")


class Path(models.TextChoices):
    """The lawful way of a petition (articles 30 and 31); what is not `petition` is told and passed on."""

    PETITION = "petition", _("信访程序")
    PROTECT = "protect", _("请求查处或者履行职责")
    ADMINISTRATIVE = "administrative", _("行政复议、裁决等行政程序")
    LITIGATION = "litigation", _("诉讼等司法程序")
    ARBITRATION = "arbitration", _("仲裁")
    PARTY = "party", _("党内申诉等程序")
    DISCIPLINE = "discipline", _("纪检监察")
    OTHER_ORGAN = "other_organ", _("别的机关或者别的地方管")
    IN_HAND = "in_hand", _("同一件事已经在办")
    ENDED = "ended", _("同一事实和理由，信访已经终结")


class Stage(models.TextChoices):
    """Which round a petition is in; `ended` after re-review (article 36)."""

    FIRST = "first", _("办理")
    REVIEW = "review", _("复查")
    RE_REVIEW = "re_review", _("复核")
    ENDED = "ended", _("终结")


class Conclusion(models.TextChoices):
    """What the opinion says (article 32)."""

    SUPPORT = "support", _("予以支持")
    EXPLAIN = "explain", _("解释说明")
    DECLINE = "decline", _("不予支持")


class Adoption(models.TextChoices):
    """What became of a suggestion (article 29)."""

    ADOPTED = "adopted", _("采纳")
    PARTLY = "partly", _("部分采纳")
    NOTED = "noted", _("留作参考")


class Petition(models.Model):
    """One petition. `organ` handles it and answers in the first round.

    `told_at`: when the petitioner was told in writing that it is, or is not, accepted (article 23). `delivered_at`: when
    the opinion reached them; the time to ask for review counts from then, or from `opinion_at` while nobody knows.
    `closes_on` is not kept: it follows. `follows`: the earlier petition that a clerk recognised as the same matter.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="petition")
    klass = models.SlugField(_("类别"), max_length=12, choices=Klass.choices, db_index=False)
    form = models.SlugField(_("形式"), max_length=8, choices=Form.choices, db_index=False)
    path = models.SlugField(_("途径"), max_length=16, choices=Path.choices, blank=True, db_index=False)
    people_count = models.PositiveSmallIntegerField(_("信访人数"), default=1)
    external_code = models.CharField(_("外部代码"), max_length=64, blank=True)
    wants_reply = models.BooleanField(_("要求书面答复"), default=True)
    stage = models.SlugField(
        _("阶段"), max_length=10, choices=Stage.choices, default=Stage.FIRST, db_index=False
    )
    organ = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("办理机关"),
        db_index=False,
    )
    brought_at = models.DateTimeField(_("收到时间"))
    told_at = models.DateTimeField(_("告知时间"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("受理时间"), null=True, blank=True)
    conclusion = models.SlugField(
        _("处理意见"), max_length=8, choices=Conclusion.choices, blank=True, db_index=False
    )
    adoption = models.SlugField(
        _("采纳情况"), max_length=8, choices=Adoption.choices, blank=True, db_index=False
    )
    opinion_at = models.DateTimeField(_("出具意见时间"), null=True, blank=True)
    opinion_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    delivered_at = models.DateTimeField(_("送达时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("信访件")
        indexes = [
            models.Index(fields=["brought_at", "matter"], name="petition_brought"),
            models.Index(fields=["klass", "brought_at", "matter"], name="petition_klass"),
            models.Index(fields=["stage", "brought_at", "matter"], name="petition_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.get_klass_display()} {self.matter_id}"


class Beside(models.Model):
    """A row of one petition, with when it began."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    petition = models.ForeignKey(Petition, models.PROTECT, related_name="%(class)ss")
    began_at = models.DateTimeField()

    class Meta:
        abstract = True


class Objection(Beside):
    """A unit says that a petition passed to it is not its business (article 23). `agreed` empty: not answered yet."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("提出异议的机关"))
    reason = models.TextField(_("异议理由"), max_length=2000)
    article = models.CharField(_("依据"), max_length=200, blank=True)
    agreed = models.BooleanField(_("是否同意"), null=True, blank=True)
    answer = models.TextField(_("答复"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("异议")
        constraints = [
            models.UniqueConstraint(
                fields=["petition"], condition=Q(agreed__isnull=True), name="objection_one_open"
            )
        ]


class Referral(Beside):
    """A petition that has another lawful way: which, where to go and what to bring, and what came of it."""

    class Result(models.TextChoices):
        TAKEN = "taken", _("对方已经收下")
        TOLD = "told", _("诉求人说知道了，自己去办")
        UNREACHED = "unreached", _("联系不上诉求人")

    path = models.SlugField(_("途径"), max_length=16, choices=Path.choices, db_index=False)
    where = models.TextField(_("去哪里、带什么"), max_length=1000)
    reason = models.TextField(_("理由"), max_length=2000)
    result = models.SlugField(_("结果"), max_length=10, choices=Result.choices, blank=True, db_index=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("告知途径")


class Review(Beside):
    """One review of an opinion by the next higher organ (articles 35, 36). `result` empty: not decided yet."""

    class Round(models.TextChoices):
        REVIEW = "review", _("复查")
        RE_REVIEW = "re_review", _("复核")

    class Result(models.TextChoices):
        UPHOLD = "uphold", _("维持")
        CHANGE = "change", _("变更")
        REVOKE = "revoke", _("撤销，重新办理")

    round = models.SlugField(max_length=10, choices=Round.choices, db_index=False)
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("复查复核机关"))
    asked = models.TextField(_("申请理由"), max_length=5000)
    result = models.SlugField(_("结果"), max_length=8, choices=Result.choices, blank=True, db_index=False)
    text = models.TextField(_("意见"), max_length=5000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    delivered_at = models.DateTimeField(_("送达时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("复查复核")
        constraints = [
            models.UniqueConstraint(fields=["petition"], condition=Q(result=""), name="review_one_open")
        ]


class Hearing(Beside):
    """A hearing (articles 31(6), 36). In re-review its time is not counted. `published`: the result may be read by all."""

    round = models.SlugField(max_length=10, choices=Stage.choices, db_index=False)
    until = models.DateTimeField(_("预计结束"))
    ended_at = models.DateTimeField(null=True, blank=True)
    result = models.TextField(_("听证结果"), max_length=2000, blank=True)
    published = models.BooleanField(_("公开"), default=False)

    class Meta:
        verbose_name = _("听证")
        constraints = [
            models.UniqueConstraint(
                fields=["petition"], condition=Q(ended_at__isnull=True), name="hearing_one_open"
            )
        ]


class Settlement(Beside):
    """Mediation or settlement, which both sides agreed to try (article 33). `text` is the agreement; empty if none came."""

    class Way(models.TextChoices):
        MEDIATION = "mediation", _("调解")
        SETTLEMENT = "settlement", _("和解")

    way = models.SlugField(_("方式"), max_length=10, choices=Way.choices, db_index=False)
    consents = models.CharField(_("谁同意了"), max_length=200)
    text = models.TextField(_("协议"), max_length=5000, blank=True)
    reason = models.TextField(_("没有谈成的原因"), max_length=2000, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("调解与和解")
        constraints = [
            models.UniqueConstraint(
                fields=["petition"], condition=Q(ended_at__isnull=True), name="settlement_one_open"
            )
        ]


class CarryingOut(Beside):
    """What an opinion, a review or an agreement promised, by a day (article 32). Tracked to the end, also when late."""

    what = models.CharField(_("落实什么"), max_length=300)
    due_on = models.DateField(_("哪天前"))
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("责任机关"))
    done_at = models.DateTimeField(_("落实时间"), null=True, blank=True)
    done_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    evidence = models.TextField(_("怎么落实的"), max_length=2000, blank=True)
    was_late = models.BooleanField(_("是否逾期"), null=True, blank=True)

    class Meta:
        verbose_name = _("落实")
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(done_at__isnull=True), name="carrying_out_open")
        ]


class Recusal(Beside):
    """A member of staff withdrew because the petition concerns them (article 28); they do not take it up again."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(_("理由"), max_length=500)

    class Meta:
        verbose_name = _("回避")
        constraints = [models.UniqueConstraint(fields=["petition", "staff"], name="petition_recusal_once")]
