"""Who brings something: kept sealed, and as much as they chose to tell."""

import json
from dataclasses import asdict

from linli.core.matters.models import IdentityLevel, Matter, Party, PartyRole
from linli.flow.intake.submission import Person, Submission
from linli.ground.people.phones import normal_phone
from linli.ground.people.vault import contact_index, sealer


def people_of(submission: Submission) -> tuple[Person, ...]:
    """Return everybody named: whoever asks first, then the others."""
    asking = Person(PartyRole.REQUESTER, submission.name, submission.phone, submission.address)
    return (asking, *submission.people)


def identity_of(submission: Submission) -> str:
    """Return the level that was chosen; nobody is verified by their own word."""
    if submission.identity == IdentityLevel.ANONYMOUS or not submission.phone:
        return IdentityLevel.ANONYMOUS
    return IdentityLevel.REACHABLE


def parties(matter: Matter, submission: Submission) -> list[Party]:
    """Return the people of a matter, unsaved. Those of a sealed one are without name: see `sealed_people`."""
    if matter.is_sealed:
        return [Party(matter=matter, identity=identity_of(submission))]
    first, *others = people_of(submission)
    rows = [_party(matter, first, identity_of(submission), index=True)]
    return rows + [_party(matter, other, IdentityLevel.REACHABLE, index=False) for other in others]


def _party(matter: Matter, person: Person, identity: str, *, index: bool) -> Party:
    vault, phone = sealer(), person.phone and normal_phone(person.phone)
    party = Party(matter=matter, role=person.role, identity=identity)
    party.name_sealed = vault.seal(person.name.strip(), bound_to=f"party:{party.id}:name")
    party.phone_sealed = vault.seal(phone, bound_to=f"party:{party.id}:phone")
    party.address_sealed = vault.seal(person.address.strip(), bound_to=f"party:{party.id}:address")
    party.contact_index = contact_index(phone) if phone and index else ""
    return party


def sealed_people(submission: Submission) -> str:
    """Return the people of a sealed matter as the text that is encrypted: a JSON list."""
    wanted = submission.identity or identity_of(submission)
    told = [
        asdict(person) | {"identity": wanted if not place else ""}
        for place, person in enumerate(people_of(submission))
    ]
    return json.dumps(told, ensure_ascii=False)
