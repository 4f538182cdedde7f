"""Where a matter is, from whatever a resident gives: words, a tap on the map, a telephone's own place, another number."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from linli.doors.portal import queries
from linli.doors.portal.draft import Draft
from linli.flow.intake.submission import SubmissionWrong
from linli.ground.people.actor import Actor
from linli.ground.places.models import Area, Cell
from linli.ground.places.queries import Candidate, find_place, locate
from linli.lib.identifiers import is_number

LONGEST = 200
OTHER = "-"


@dataclass(frozen=True)
class Choice:
    """One meaning of what was written: how it is said in full, and the keys that go into the draft."""

    value: str
    words: str


def take_words(draft: Draft, words: str, meant: str = "", *, actor: Actor, on: date) -> list[Choice]:
    """Put what was written into the draft; return the choices if the words fit several places.

    `meant` is the choice made among them. Nothing found is no fault: the words stand for themselves.
    Raises SubmissionWrong.
    """
    words = words.strip()
    if len(words) > LONGEST:
        draft.words = words
        raise SubmissionWrong({"place": _("地点最多写%(limit)s个字。") % {"limit": LONGEST}})
    if draft.picked or (words == draft.searched and not meant):
        draft.words = words
        return []
    draft.forget_place()
    draft.words = words
    if not words:
        return []
    if is_number("".join(words.split())):
        same_place(draft, "".join(words.split()), actor=actor)
        draft.searched = draft.words
        return []
    found = {_value(one): one for one in _inside_a_village(find_place(words, on=on))}
    if meant == OTHER:
        found = {}
    elif meant in found:
        found = {meant: found[meant]}
    if len(found) > 1:
        return [Choice(value, one.full_name) for value, one in found.items()]
    for one in found.values():
        _put(draft, one, on=on)
    draft.searched = words
    return []


def same_place(draft: Draft, number: str, *, actor: Actor) -> None:
    """Put the place of another matter into the draft; only of one that this resident can see. Raises SubmissionWrong."""
    other = queries.matter_of(actor, number)
    if other is None:
        raise SubmissionWrong(
            {
                "place": _(
                    "在这个浏览器里没有打开过编号%(number)s。请先用编号和查询码打开它，再回到这里；或者用文字说明地点。"
                )
                % {"number": number}
            }
        )
    draft.cell, draft.village = str(other.cell_id or ""), str(other.village_id or "")
    draft.longitude, draft.latitude = other.longitude, other.latitude
    draft.words = other.place or draft.words


def take_point(draft: Draft, longitude: float, latitude: float, *, on: date) -> Cell:
    """Put a point (WGS-84) into the draft. Raises SubmissionWrong outside the county."""
    cell = locate(longitude, latitude, on=on)
    if cell is None:
        raise SubmissionWrong(
            {"place": _("这个位置不在本县范围内。请在地图上重新点选，或者改用文字说明地点。")}
        )
    take_cell(draft, cell)
    draft.longitude, draft.latitude = longitude, latitude
    return cell


def take_cell(draft: Draft, cell: Cell) -> None:
    """Put a grid cell that was chosen from the list into the draft."""
    draft.forget_place()
    draft.cell, draft.village, draft.picked = str(cell.id), str(cell.village_id), True


def take_village(draft: Draft, village: Area) -> None:
    draft.forget_place()
    draft.village, draft.picked = str(village.id), True


def said(draft: Draft) -> str:
    """Return the place of the draft in words: the cell with its village, or the village, with what was written."""
    known = ""
    if draft.cell and (cell := queries.cell_by_id(draft.cell)):
        known = name_of(cell)
    elif draft.village and (village := queries.village_by_id(draft.village)):
        known = "".join(part.name for part in (village.parent, village) if part)
    return " · ".join(part for part in (known, draft.words) if part)


def name_of(cell: Cell) -> str:
    """Return town, village and cell; a cell's name often repeats its village's, which is then said once."""
    village, town = cell.village, cell.village.parent
    above = "".join(part.name for part in (town, village) if part)
    return f"{above} {cell.name.removeprefix(village.name)}".strip()


def _put(draft: Draft, found: Candidate, *, on: date) -> None:
    village = found.village or (found.cell.village if found.cell else None)
    draft.cell = str(found.cell.id) if found.cell else ""
    draft.village = str(village.id) if village else ""
    if found.kind != "landmark" or found.lon is None or found.lat is None:
        return
    if locate(found.lon, found.lat, on=on) == found.cell:
        draft.longitude, draft.latitude = found.lon, found.lat


def _inside_a_village(found: list[Candidate]) -> list[Candidate]:
    """Keep what says at least the village: a town or the county alone is not where anybody could go."""
    return [one for one in found if one.village is not None or one.cell is not None]


def _value(found: Candidate) -> str:
    return f"{found.kind}.{found.area.id}.{found.cell.id if found.cell else ''}.{found.name}"
