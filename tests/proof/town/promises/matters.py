"""What holds of every matter, whatever was done to it."""

from collections.abc import Iterator
from uuid import UUID

from django.utils import timezone

from linli.core.clocks.models import Level
from linli.core.clocks.queries import earliest
from linli.core.matters.models import Involvement
from linli.ground.people.models import Unit

from ..memory import Look
from . import after_each_step
from .ledger import is_step


@after_each_step("Every matter has an owner, and every open one a unit that answers for it.")
def owners(look: Look) -> Iterator[str]:
    for matter in look.matters:
        if matter.unit_id is None:
            yield f"{matter} has no owner"
        if matter.is_open and matter.answerable_unit_id is None:
            yield f"{matter} has nobody who answers for it"


@after_each_step(
    "Every open matter has a clock that runs, or rests by an approved act, and shows its earliest end."
)
def running(look: Look) -> Iterator[str]:
    for matter in look.matters:
        own = [one for one in look.clocks[matter.id] if one.is_running and one.level != Level.TASK]
        if matter.is_open and not own:
            yield f"{matter} is open ({matter.state}) and no clock of it runs"
        elif matter.is_open and matter.due_at != earliest(own):
            yield f"{matter} shows {matter.due_at}, its clocks say {earliest(own)}"


@after_each_step("No clock of a closed matter runs; what is still owed beside it has a task of its own.")
def closed(look: Look) -> Iterator[str]:
    for matter in look.matters:
        if matter.is_open:
            continue
        if matter.closed_at is None:
            yield f"{matter} is closed, and nobody knows since when"
        for clock in look.clocks[matter.id]:
            if clock.is_running and clock.level != Level.TASK:
                yield f"{matter} is closed ({matter.state}) and its clock {clock.name} runs"


@after_each_step("Whether a matter is open is what its procedure says of its state.")
def states(look: Look) -> Iterator[str]:
    for matter in look.matters:
        state = look.procedure(matter).states.get(matter.state)
        if state is None:
            yield f"{matter} is in a state that its procedure does not know: {matter.state}"
        elif state.is_open != matter.is_open:
            yield f"{matter} is {matter.state}, but open is {matter.is_open}"


@after_each_step("No matter is given to a unit that has ended.")
def there(look: Look) -> Iterator[str]:
    for matter in look.matters:
        for entry in look.of(matter):
            if is_step(look, matter, entry) and "unit" in entry.body and "unit_name" in entry.body:
                unit = Unit.objects.get(id=entry.body["unit"])
                if unit.valid_to is not None and unit.valid_to < timezone.localdate(entry.recorded_at):
                    yield f"{matter}: {entry.step} gave it to {unit}, which ended on {unit.valid_to}"


@after_each_step("Every unit that has a matter, or had it, may go on reading it, and its marks say the same.")
def involved(look: Look) -> Iterator[str]:
    units: dict[UUID, set[str]] = {matter.id: set() for matter in look.matters}
    for matter_id, unit_id in Involvement.objects.filter(matter__in=list(units)).values_list(
        "matter", "unit"
    ):
        units[matter_id].add(f"i{unit_id}")
    for matter in look.matters:
        if set(matter.involved.split()) != units[matter.id]:
            yield f"{matter}: marks {matter.involved}, rows {sorted(units[matter.id])}"
        if f"i{matter.unit_id}" not in units[matter.id] and not matter.is_sealed:
            yield f"{matter}: the unit that has it is not among those that may read it"
