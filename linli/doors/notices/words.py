"""The words of a message: short, with the number, a day and where to look; nothing of the matter and of nobody."""

from collections.abc import Mapping
from datetime import date, datetime

import structlog
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from linli.core.matters.models import Entry, Matter
from linli.core.procedures.obligations import window_ends
from linli.doors.notices.models import NoticeRule
from linli.doors.notices.shipped import Kind, every
from linli.ground.look import wording
from linli.lib.kept import kept

log = structlog.get_logger(__name__)

SAMPLE = {"number": "2603020000017", "by": "", "look": ""}


def is_sent(verb: str) -> bool:
    """Tell whether this centre sends messages after such an act."""
    rule = _rules().get(verb)
    return verb in every() and (rule is None or rule[0])


def words_for(matter: Matter, entry: Entry) -> str:
    """Return the message in the language of the installation. Raises KeyError where nobody ships one."""
    kind = every()[entry.verb]
    with translation.override(settings.LANGUAGE_CODE):
        said = {"number": matter.number, "by": _by(kind, matter, entry), "look": _look()}
        own = _rules().get(entry.verb, (True, ""))[1]
        if own and not faulty(own):
            return own % said
        if own:
            log.warning("notices.words_wrong", verb=entry.verb)
        return str(kind.words) % said


def faulty(words: str) -> bool:
    """Tell whether a centre's own words cannot be filled in, or do not say which matter it is."""
    try:
        return SAMPLE["number"] not in words % SAMPLE
    except (KeyError, ValueError, TypeError):
        return True


def _look() -> str:
    site = next(iter(settings.CSRF_TRUSTED_ORIGINS), "").rstrip("/")
    if not site:
        return _("请在查询页输入编号和查询码查看。")
    return _("请到 %(address)s 输入编号和查询码查看。") % {"address": f"{site}{reverse('portal:follow')}"}


def _by(kind: Kind, matter: Matter, entry: Entry) -> str:
    if kind.window:
        return wording.due(window_ends(matter, kind.window, since=entry.happened_at))
    said = str(entry.body.get(kind.by, "")) if kind.by else ""
    try:
        return (
            wording.due(datetime.fromisoformat(said))
            if "T" in said
            else wording.day(date.fromisoformat(said))
        )
    except ValueError:
        return _("网页上写的日子")


@kept
def _rules() -> Mapping[str, tuple[bool, str]]:
    rows = NoticeRule.objects.values_list("verb", "is_sent", "words")
    return {verb: (sent, words) for verb, sent, words in rows}
