"""Which fact fills which field. A document gets those of its fields that are known; the writer says the rest."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils.translation import override

from linli.capabilities.petitions.papers.filling.facts import Facts
from linli.capabilities.petitions.papers.filling.official import said
from linli.core.matters.models import Matter
from linli.ground.documents import shelf
from linli.ground.documents.reading.filling import Value

Fact = Callable[[Facts], str]
LANGUAGE = "zh-hans"

COMMON: Mapping[str, Fact] = {
    "petition": lambda it: it.matter.number,
    "petitioner": lambda it: it.placeholder,
    "title": lambda it: it.title,
    "received": lambda it: it.day(it.petition.brought_at),
    "form_words": lambda it: it.petition.get_form_display(),
    "klass": lambda it: it.petition.get_klass_display(),
    "category": lambda it: it.matter.category.name if it.matter.category else "",
    "place": lambda it: it.place,
    "people_count": lambda it: str(it.petition.people_count),
    "wants_reply": lambda it: said("yes" if it.petition.wants_reply else "no"),
    "text": lambda it: it.text,
    "files": lambda it: it.files,
    "identity": lambda it: it.identity,
    "others": lambda it: it.others,
    "unit_phone": lambda it: it.matter.unit.phone,
    "higher": lambda it: it.higher,
    "accepted": lambda it: it.day(it.petition.accepted_at),
    "limit": lambda it: it.limit("handle"),
    "due": lambda it: it.due_of("handle"),
    "extension": lambda it: it.limit("extension"),
    "review_limit": lambda it: it.limit("ask_review"),
    "tell_limit": lambda it: it.limit("tell"),
    "object_limit": lambda it: it.limit("object"),
    "path": lambda it: said("path", unit=it.matter.unit.name),
    "transferred": lambda it: it.day(it.passed.happened_at if it.passed else it.petition.brought_at),
    "arrived": lambda it: it.day(it.matter.unit_since),
    "receiver": lambda it: it.matter.unit.name,
    "receiver_phone": lambda it: it.matter.unit.phone,
    "sender": lambda it: it.sender,
    "first_unit": lambda it: it.organ,
    "request": lambda it: str(it.opinion.get("request", "")),
    "facts": lambda it: str(it.opinion.get("facts", "")),
    "conclusion": lambda it: it.conclusion,
    "opinion": lambda it: str(it.opinion.get("text", "")),
    "basis": lambda it: str(it.opinion.get("basis", "")),
    "carrying_out": lambda it: it.duties(since=it.petition.opinion_at),
    "until": lambda it: it.until("ask_review"),
    "help": lambda it: said("help"),
    "delivered": lambda it: it.delivered,
    "carried_out": lambda it: it.carried_out,
    "word": lambda it: it.word,
}


def filler(template: str, **own: Fact) -> Callable[[Matter, datetime], Mapping[str, Value]]:
    """Return what fills the fields of a template: facts that all documents share, and `own` before them."""

    def fill(matter: Matter, now: datetime) -> Mapping[str, Value]:
        known = {**COMMON, **own}
        with override(LANGUAGE):
            facts = Facts(matter, now)
            wanted = (name for name in shelf.template(template).fields if name in known)
            return {name: known[name](facts) for name in wanted}

    return fill
