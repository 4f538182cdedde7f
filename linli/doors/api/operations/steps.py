"""Which steps are open, and taking one."""

from typing import Annotated

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Header, Path, Router

from linli.core.procedures.taking import open_steps, procedure_of
from linli.doors.api import queries, shown
from linli.doors.api.entering import ApiRequest
from linli.doors.api.operations.matters import Number, matter_or_404
from linli.doors.api.problems import NotRight, NoVersion
from linli.doors.api.shapes import MatterOut, StepIn, StepOut, problems
from linli.flow.outcomes.acts import act

router = Router(tags=["steps"])
Version = Annotated[
    str, Header(alias="If-Match", max_length=20, description='The ETag that was read, e.g. `"7"`.')
]
Name = Annotated[str, Path(description="The name of the step, as `steps` lists it.", max_length=32)]


@router.get("/{number}/steps", response={200: list[StepOut], **problems(404)}, operation_id="steps")
def steps(request: ApiRequest, number: Number) -> list[StepOut]:
    """The steps that the program may take now, the likely ones first, with what each asks."""
    matter = matter_or_404(request, number)
    return [shown.step(found) for found in open_steps(matter, actor=request.auth.actor, now=timezone.now())]


@router.post(
    "/{number}/steps/{step}",
    response={200: MatterOut, **problems(404, 409, 412, 428)},
    operation_id="take",
)
def take(
    request: ApiRequest,
    response: HttpResponse,
    number: Number,
    step: Name,
    said: StepIn,
    version: Version = "",
) -> MatterOut:
    """Take a step. 409: not open now; 412: somebody was quicker, read again; 422: an answer is missing or wrong."""
    matter = matter_or_404(request, number)
    if step not in procedure_of(matter).steps:
        raise Http404
    actor = request.auth.actor
    act(matter, step, said.answers, actor=actor, now=timezone.now(), version=_version(version))
    after = queries.matter_of(actor, number)
    if (
        after is None
    ):  # the step gave it to somebody else; what it was like before is no longer theirs to read
        after = matter
        after.refresh_from_db()
    response["ETag"] = f'"{after.version}"'
    return shown.whole(after)


def _version(text: str) -> int:
    if not text:
        raise NoVersion
    digits = text.removeprefix("W/").strip('"')
    if not (digits.isascii() and digits.isdigit()):
        raise NotRight({"If-Match": _("请写上读到的 ETag。")})
    return int(digits)
