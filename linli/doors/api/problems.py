"""What goes wrong, told to programs: `application/problem+json` (RFC 9457), one shape for everything."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StaleMatter, StepNotOpen
from linli.doors.api.entering import TooMany
from linli.flow.intake.actions import OtherContent
from linli.flow.intake.submission import SubmissionWrong
from linli.ground.look.problem import problem_response
from linli.ground.people.actor import Refused

FIELDS = {"photos": "/", "key": "Idempotency-Key", "category": "/category", "place": "/place/words"}


class NotRight(ValueError):
    """Fields that are wrong, each with a sentence: `/place/cell` for the body, a bare name for the address."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


class NoVersion(Exception):
    """A step was asked for without saying which version of the matter had been read."""


def listen(api: NinjaAPI) -> None:
    """Let `api` answer what its operations raise."""
    for error, answer in ANSWERS.items():
        api.add_exception_handler(error, answer)


def unknown(request: HttpRequest, error: Exception) -> HttpResponse:
    response = problem_response(401, _("请出示有效的接口令牌"), _("在 Authorization 里写 Bearer 和令牌。"))
    response["WWW-Authenticate"] = "Bearer"
    return response


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem_response(403, _("没有做这件事的权限"), str(error))


def absent(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem_response(404, _("没有这一项，或者您看不到它"))


def http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem_response(error.status_code, _("这个请求我们看不懂"), error.message)


def other_content(request: HttpRequest, error: OtherContent) -> HttpResponse:
    return problem_response(409, _("这个编号已经用过"), str(error), kind="urn:linli:other-content")


def not_open(request: HttpRequest, error: StepNotOpen) -> HttpResponse:
    return problem_response(409, _("现在不能做这一步"), str(error), kind="urn:linli:step-not-open")


def stale(request: HttpRequest, error: StaleMatter) -> HttpResponse:
    response = problem_response(412, _("这件事已经变了"), str(error), kind="urn:linli:stale")
    response["ETag"] = f'"{error.matter.version}"'
    return response


def no_version(request: HttpRequest, error: NoVersion) -> HttpResponse:
    return problem_response(428, _("请说明您读到的是哪一版"), _("在 If-Match 里写上读到的 ETag。"))


def too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
    response = problem_response(429, _("请求太多了，请稍后再试"))
    response["Retry-After"] = str(int(error.wait.total_seconds()))
    return response


def fields_wrong(request: HttpRequest, error: SubmissionWrong | NotRight) -> HttpResponse:
    return _wrong({FIELDS.get(name, f"/{name}"): said for name, said in error.errors.items()})


def not_right(request: HttpRequest, error: NotRight) -> HttpResponse:
    return _wrong(error.errors)


def answers_wrong(request: HttpRequest, error: AnswersWrong) -> HttpResponse:
    return _wrong({f"/answers/{name}": said for name, said in error.errors.items()})


def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    found: dict[str, str] = {}
    for fault in error.errors:
        where = [str(part) for part in fault["loc"]]
        in_body = where[0] == "body"
        path = where[2:] if in_body else where[1:]
        found["/" + "/".join(path) if in_body else ".".join(path)] = str(fault["msg"])
    return _wrong(found)


def _wrong(errors: Mapping[str, str]) -> HttpResponse:
    told: Sequence[Mapping[str, str]] = [
        {"pointer" if name.startswith("/") else "parameter": name, "detail": said}
        for name, said in errors.items()
    ]
    return problem_response(422, _("有的内容不对"), errors=told, kind="urn:linli:invalid")


ANSWERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    AuthenticationError: unknown,
    Refused: refused,
    Http404: absent,
    HttpError: http,
    OtherContent: other_content,
    StepNotOpen: not_open,
    StaleMatter: stale,
    NoVersion: no_version,
    TooMany: too_many,
    SubmissionWrong: fields_wrong,
    NotRight: not_right,
    AnswersWrong: answers_wrong,
    ValidationError: unreadable,
}
