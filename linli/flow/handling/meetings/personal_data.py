from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from linli.core.matters import ledger
from linli.core.matters.models import Matter, Party
from linli.core.personal_data.declared.matters import SEALED, opened
from linli.core.personal_data.declaring import holds
from linli.core.personal_data.models import Erasure
from linli.core.personal_data.rows import columns
from linli.flow.handling.meetings.models import AgendaItem, Meeting, Minutes
from linli.ground.people.actor import SYSTEM

ITEM = columns(
    "meetings.AgendaItem", "why", "discussion", "decision", "told", "whys", told=("decision", "told")
)
GONE = "〔……〕"
SHORTEST = 2


def erase_minutes(matter: Matter, *, now: datetime) -> None:
    """Empty the matter's place on agendas, and take it out of what was written down of those meetings.

    Minutes speak of several matters: of one that is erased, every line goes that holds its number, title or text, or the
    name or telephone of one of its people. Once all matters of a meeting are erased, all of its words go.
    """
    items = list(AgendaItem.objects.filter(matter=matter))
    known = known_words(matter, items)
    for meeting in Meeting.objects.filter(items__matter=matter).select_for_update(of=("self",)):
        if _others_stay(meeting, matter):
            _cut_out(meeting, known)
        else:
            _empty(meeting, now=now)
    ITEM["erase"](matter, now=now)


def known_words(matter: Matter, items: list[AgendaItem]) -> set[str]:
    """Return the words by which the matter and its people are known."""
    people = {opened(party, name) for party in Party.objects.filter(matter=matter) for name in SEALED}
    said = {matter.number, matter.title, matter.place, *matter.text.splitlines()}
    noted = {line for item in items for text in (item.why, item.discussion, item.decision, item.told)
             for line in text.splitlines()}  # fmt: skip
    return {words.strip() for words in people | said | noted if len(words.strip()) >= SHORTEST}


def _others_stay(meeting: Meeting, matter: Matter) -> bool:
    erased = Erasure.objects.filter(matter=OuterRef("matter"), what=Erasure.ALL)
    others = AgendaItem.objects.filter(meeting=meeting).exclude(matter=matter)
    return others.filter(~Exists(erased)).exists()


def _cut_out(meeting: Meeting, known: set[str]) -> None:
    for minutes in Minutes.objects.filter(meeting=meeting):
        minutes.text = _without(minutes.text, known)
        minutes.save(update_fields=["text"])
    meeting.title, meeting.place = _without(meeting.title, known), _without(meeting.place, known)
    meeting.ended_reason = _without(meeting.ended_reason, known)
    meeting.save(update_fields=["title", "place", "ended_reason"])


def _without(text: str, known: set[str]) -> str:
    lines = text.split("\n")
    return "\n".join(GONE if any(words in line for words in known) else line for line in lines)


def _empty(meeting: Meeting, *, now: datetime) -> None:
    Minutes.objects.filter(meeting=meeting).update(text=GONE)
    Meeting.objects.filter(id=meeting.id).update(title=GONE, place="", ended_reason="")
    meeting.participants.update(who="")
    ledger.erase(meeting.id)
    said = {"what": Erasure.ALL, "why": "right", **ledger.left_of(meeting.id).said}
    ledger.record(meeting.id, ledger.ERASED, actor=SYSTEM, now=now, body=said)


holds(
    "meetings.words",
    "meetings.AgendaItem",
    "meetings.Meeting",
    "meetings.Participant",
    "meetings.Minutes",
    "meetings.Decision",
    "meetings.Awaiting",
    label=_("会议上说的和定的"),
    purpose=_("几个单位坐在一起商量怎么办"),
    copy=ITEM["copy"],
    erase=erase_minutes,
)
