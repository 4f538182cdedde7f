"""What a petition can be: the words of the regulation, and their codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
