"""What the documents say of one petition, fact by fact, as official Chinese. Nothing here opens an identity."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from linli.capabilities.petitions.declaration import PETITIONS
from linli.capabilities.petitions.models import CarryingOut, Review
from linli.capabilities.petitions.papers.filling.official import named, said
from linli.capabilities.petitions.papers.standing import Standing, standing_of
from linli.capabilities.petitions.queries.rounds import answer_of, organ_above
from linli.core.clocks.models import Clock
from linli.core.clocks.queries import clocks_of
from linli.core.matters.models import Attachment, Entry, Matter, Party, PartyRole
from linli.core.procedures import shelf
from linli.core.procedures.obligations import limit_of, window_ends
from linli.flow.outcomes.names import SATISFIED, SOLVED
from linli.ground.calendars.explain import limit_words
from linli.ground.documents.reading.filling import in_words
from linli.ground.look.wording import last_day
from linli.ground.people.models import Unit
from linli.ground.people.queries import duty_unit

PASSED_ON = ("routing.routed", "routing.dispatched", "routing.arbitrated")
OPINION, ENDINGS = "outcomes.replied", "。．.，,；;！!？?、 "


class Facts:
    """One petition as the documents tell it; each fact is read when a document asks for it."""

    def __init__(self, matter: Matter, now: datetime) -> None:
        self.matter, self.now = matter, now
        self.today = timezone.localdate(now)
        self.standing: Standing = standing_of(matter)
        self.petition = self.standing.petition

    # ------------------------------------------------------------ read once

    @cached_property
    def clocks(self) -> list[Clock]:
        return clocks_of(self.matter)

    @cached_property
    def passed(self) -> Entry | None:
        """The act that gave the petition to the organ that has it, or had it, last."""
        return Entry.objects.filter(subject=self.matter.id, verb__in=PASSED_ON).order_by("-seq").first()

    @cached_property
    def opinion(self) -> Mapping[str, Any]:
        """What was said with the opinion that was given last."""
        entries = Entry.objects.filter(subject=self.matter.id, verb=OPINION)
        return next(iter(entries.order_by("-seq").values_list("body", flat=True)[:1]), {})

    def clock(self, name: str) -> Clock | None:
        return next((one for one in reversed(self.clocks) if one.name == name), None)

    # ------------------------------------------------------------ days and limits

    def day(self, value: date | datetime | None) -> str:
        if value is None:
            return ""
        return in_words(timezone.localdate(value) if isinstance(value, datetime) else value)

    def limit(self, name: str) -> str:
        """Return a limit in words; one that its own procedure does not have, as the common procedure of petitions has it."""
        try:
            found = limit_of(self.matter, name, on=self.today)
        except KeyError:
            found = shelf.current(PETITIONS.procedure).clocks[name].limit
        return limit_words(found.amount, found.unit)

    def due_of(self, name: str) -> str:
        clock = self.clock(name)
        return in_words(last_day(clock.due_at)) if clock else ""

    def until(self, window: str) -> str:
        """Return the last day to ask for review if the letter is handed over today, and from when it counts otherwise."""
        ends = window_ends(self.matter, window, since=self.now)
        return said("until", today=in_words(self.today), until=in_words(last_day(ends)))

    # ------------------------------------------------------------ who

    @property
    def placeholder(self) -> str:
        """How the petitioner is addressed while nobody has opened who they are."""
        return said("accuser" if self.matter.is_sealed else "petitioner")

    @cached_property
    def organ(self) -> str:
        return (self.petition.organ or self.matter.unit).name

    @cached_property
    def higher(self) -> str:
        above = organ_above(self.matter, on=self.today)
        return above.name if above else said("above", unit=self.matter.unit.name)

    @cached_property
    def sender(self) -> str:
        """The organ that passed the petition on: the centre, where rules did."""
        by = self.passed.unit_id if self.passed else None
        found = Unit.objects.filter(id=by).first() if by and by != self.matter.unit_id else None
        return (found or duty_unit(on=self.today)).name

    @cached_property
    def others(self) -> str:
        """How many represent or help the petitioner; their names are not opened for it."""
        roles = Party.objects.filter(matter=self.matter).exclude(role=PartyRole.REQUESTER)
        held = list(roles.values_list("role", flat=True))
        labels = dict(PartyRole.choices)
        return "、".join(f"{labels[role]}{held.count(role)}人" for role in sorted(set(held)))

    @cached_property
    def identity(self) -> str:
        party = Party.objects.filter(matter=self.matter, role=PartyRole.REQUESTER).first()
        return party.get_identity_display() if party else ""

    # ------------------------------------------------------------ what

    @property
    def title(self) -> str:
        """Return what it is about, as it stands between quotation marks in a sentence."""
        return self.matter.title.rstrip(ENDINGS)

    @property
    def text(self) -> str:
        return said("sealed_text") if self.matter.is_sealed else self.matter.text or self.matter.title

    @cached_property
    def place(self) -> str:
        areas = (self.matter.town, self.matter.village)
        return " ".join(
            [area.name for area in areas if area] + ([self.matter.place] if self.matter.place else [])
        )

    @cached_property
    def files(self) -> str:
        count = Attachment.objects.filter(matter=self.matter).count()
        return f"{count}件" if count else said("none")

    # ------------------------------------------------------------ the rounds

    @property
    def review(self) -> Review | None:
        """The review or re-review that was decided last."""
        return next((one for one in reversed(self.standing.reviews) if one.decided_at), None)

    @property
    def conclusion(self) -> str:
        return named("conclusion", self.petition.conclusion)

    def earlier(self, *, with_review: bool) -> str:
        """Return the opinion, and the review where it is told to those who re-review."""
        lines = [
            said(
                "opinion",
                unit=self.organ,
                day=self.day(self.petition.opinion_at),
                conclusion=self.conclusion,
                text=self.opinion.get("text", ""),
            )
        ]
        first = self.standing.review_of(Review.Round.REVIEW)
        if with_review and first and first.decided_at:
            parts = {"unit": first.organ.name, "day": self.day(first.decided_at), "text": first.text}
            lines.append(said("review", result=named("result", first.result), **parts))
        return "\n".join(lines)

    def duties(self, *, since: datetime | None) -> str:
        """Return what the answer given at `since` wants carried out."""
        found = [one for one in self.standing.duties if since and one.began_at >= since]
        lines = [said("duty", unit=one.organ.name, day=self.day(one.due_on), what=one.what) for one in found]
        return "\n".join(lines) or said("no_duty")

    @property
    def carried_out(self) -> str:
        return "\n".join(self._duty(one) for one in self.standing.duties) or said("no_duty")

    def _duty(self, one: CarryingOut) -> str:
        if one.done_at:
            return said("done", what=one.what, day=self.day(one.done_at))
        return said("not_done", what=one.what, day=self.day(one.due_on))

    @property
    def delivered(self) -> str:
        answer = answer_of(self.petition)
        if answer is None or answer.delivered_at is None:
            return said("not_delivered")
        return said("delivered", day=self.day(answer.delivered_at))

    @property
    def word(self) -> str:
        word = self.standing.story.word
        if word is None:
            return said("no_word")
        solved, satisfied = SOLVED.get(word.solved, ""), SATISFIED.get(word.satisfied, "")
        return said("word", solved=solved, satisfied=satisfied, text=word.text)
