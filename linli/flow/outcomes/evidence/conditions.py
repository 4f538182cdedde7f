"""What a matter's rules ask for before it is answered or closed, and what of it is still missing."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.matters.models import Attachment, Matter, Party
from linli.core.procedures.taking import procedure_of
from linli.flow.outcomes import story as stories
from linli.flow.outcomes.evidence.models import ClosingCondition, Need, Stage
from linli.flow.outcomes.scoped import fitting
from linli.flow.outcomes.story import Story, story_of

AFTER, DOCUMENT, CHECK, WITHDRAWN = "after", "document", "check", "withdrawn"
FILES = {Need.PHOTO_AFTER: AFTER, Need.DOCUMENT: DOCUMENT}

HOW_TO: dict[str, str | Promise] = {
    Need.PHOTO_AFTER: gettext_lazy(
        "还缺办后照片。请在下面“办结材料”里传一张办好以后的照片，要这一次办理以后拍的。"
    ),
    Need.CONTACT_MADE: gettext_lazy("还没有联系过诉求人。请先联系他，再用“记录联系”记下。"),
    Need.DOCUMENT: gettext_lazy("还缺文件。请在下面“办结材料”里传一份PDF，要这一次办理的。"),
    Need.ON_SITE_CHECK: gettext_lazy("还没有到现场核查。请没有经办这件事的同事到现场看过，记下“核查通过”。"),
    Need.RESIDENT_CONFIRMS: gettext_lazy("诉求人还没有确认解决了。请等他评价，或者由回访人员打电话问他。"),
}


@dataclass(frozen=True)
class Asked:
    """One thing that is asked for, and whether it is there."""

    condition: ClosingCondition
    is_there: bool

    @property
    def sentence(self) -> str:
        """Say what is missing and how to supply it; with the centre's own words where it has some."""
        said = str(HOW_TO[self.condition.needs])
        words = self.condition.words
        return said + _("具体要求：%(words)s。") % {"words": words.rstrip("。")} if words else said


def conditions_of(matter: Matter) -> list[ClosingCondition]:
    """Return what is asked of the matter, by the rules in force on the day it came in. At most one query."""
    winning: dict[str, ClosingCondition] = {}
    for condition in fitting(ClosingCondition, matter, on=timezone.localdate(matter.received_at)):
        winning.setdefault(condition.needs, condition)
    return [condition for condition in winning.values() if condition.is_asked]


def stage_of(matter: Matter) -> Stage:
    """Return what comes next for the matter: its answer, or its closing."""
    onward = procedure_of(matter).steps_from(matter.state)
    return Stage.REPLY if any(step.verb == stories.REPLIED for step in onward) else Stage.CLOSE


def asked(matter: Matter, *, before: Stage | None = None) -> list[Asked]:
    """Return what is asked for before that stage (None: at all), each with whether it is there. Up to four queries."""
    wanted = [
        condition
        for condition in conditions_of(matter)
        if before in (None, Stage.CLOSE) or condition.before == before
    ]
    if not wanted:
        return []
    shown, story = _Shown(matter, story_of(matter)), story_of(matter)
    return [
        Asked(condition, _is_waived(condition, story) or shown.has(condition.needs)) for condition in wanted
    ]


def missing(matter: Matter, *, before: Stage) -> list[Asked]:
    return [each for each in asked(matter, before=before) if not each.is_there]


def _is_waived(condition: ClosingCondition, story: Story) -> bool:
    """Tell whether somebody who may has done without it, for this handling and with a reason."""
    waived = (said for said in story.round if said.verb == stories.WAIVED)
    return any(condition.needs in said.body.get("needs", ()) for said in waived)


class _Shown:
    """What was shown in the present round."""

    def __init__(self, matter: Matter, story: Story) -> None:
        self.matter, self.story = matter, story

    def has(self, need: str) -> bool:
        match need:
            case Need.CONTACT_MADE:
                made = any(said.verb in (stories.CONTACTED, stories.VISITED) for said in self.story.round)
                return made or not self._can_be_reached()
            case Need.ON_SITE_CHECK:
                found = self.story.verification
                return found is not None and found.body.get("how") == "on_spot"
            case Need.RESIDENT_CONFIRMS:
                return self._is_confirmed()
            case _:
                return self._has_file(FILES[Need(need)])

    def _has_file(self, role: str) -> bool:
        files = Attachment.objects.filter(matter=self.matter, role=role)
        began = self.story.began
        return (files.filter(added_at__gte=began.at) if began else files).exists()

    def _is_confirmed(self) -> bool:
        """The resident says it is solved; or was asked as often as the rule says and could not be reached."""
        since = self.story.since_reply
        word = self.story.word
        if word is not None and any(said.verb in (stories.RATED, stories.VISITED) for said in since):
            return word.solved == "yes"
        return any(said.verb == stories.NOT_REACHED for said in since) or not self._can_be_reached()

    def _can_be_reached(self) -> bool:
        return Party.objects.filter(matter=self.matter).exclude(contact_index="").exists()
