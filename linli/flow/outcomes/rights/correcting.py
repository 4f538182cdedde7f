"""What a correction may change: what a matter says of itself, and how its people are called and reached."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.matters.models import Matter, Party, PartyRole
from linli.core.matters.search import index
from linli.core.procedures.answers import AnswersWrong
from linli.ground.people.phones import NotAPhone, normal_phone
from linli.ground.people.vault import contact_index, sealer

OF_MATTER: dict[str, int] = {"title": 120, "text": 5_000, "place": 200}
OF_PERSON: dict[str, int] = {"name": 50, "phone": 20}
LABELS: dict[str, str | Promise] = {
    "title": gettext_lazy("标题"),
    "text": gettext_lazy("内容"),
    "place": gettext_lazy("地点"),
    "name": gettext_lazy("姓名"),
    "phone": gettext_lazy("电话"),
}


def words(parts: str) -> str:
    """Return what parts are called, of their codes with commas between."""
    return "、".join(str(LABELS.get(part, part)) for part in parts.split(","))


@dataclass(frozen=True)
class Correction:
    """The new words, by part; parts that stay are not in it."""

    changes: Mapping[str, str]

    @classmethod
    def of(cls, said: Mapping[str, str]) -> "Correction":
        """Return what was written, without what is empty. Raises AnswersWrong."""
        changes = {part: said[part].strip() for part in LABELS if said.get(part, "").strip()}
        errors = {
            part: _("太长了，最多%(limit)s个字。") % {"limit": limit}
            for part, limit in {**OF_MATTER, **OF_PERSON}.items()
            if len(changes.get(part, "")) > limit
        }
        if "phone" in changes:
            try:
                changes["phone"] = normal_phone(changes["phone"])
            except NotAPhone as wrong:
                errors["phone"] = str(wrong)
        if not changes:
            errors["text"] = _("请写下改成什么，至少一处。")
        if errors:
            raise AnswersWrong(errors)
        return cls(changes)

    @property
    def codes(self) -> str:
        return ",".join(self.changes)

    def put(self, matter: Matter) -> None:
        """Write it, in the caller's transaction, who holds the lock on the matter. The history keeps what was said before."""
        own = [part for part in OF_MATTER if part in self.changes]
        for part in own:
            setattr(matter, part, self.changes[part])
        if own:
            matter.save(update_fields=own)
            index(matter)
        self._put_person(matter)

    def _put_person(self, matter: Matter) -> None:
        party = Party.objects.filter(matter=matter, role=PartyRole.REQUESTER).order_by("id").first()
        if party is None:
            return
        for part in OF_PERSON:
            if part in self.changes:
                setattr(
                    party,
                    f"{part}_sealed",
                    sealer().seal(self.changes[part], bound_to=f"party:{party.id}:{part}"),
                )
        if "phone" in self.changes:
            party.contact_index = contact_index(self.changes["phone"])
        party.save()
