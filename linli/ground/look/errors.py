"""Error pages: what happened, what is safe, what to do next. Absent and forbidden read the same."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from linli.ground.look.outage import RETRY_SECONDS, seconds_to_wait
from linli.ground.look.problem import problem_response, wants_problem

TYPED = ("text", "reason", "note", "place")  # fields whose words somebody would be sorry to lose


@dataclass(frozen=True)
class Words:
    title: str
    safe: str
    next: str


def words_for(status: int, *, seconds: int = RETRY_SECONDS) -> Words:
    """Return the three sentences of an error page. `seconds`: after how many a 503 may be tried again."""
    match status:
        case 400:
            return Words(
                _("这个请求我们看不懂"),
                _("没有任何内容被改动。"),
                _("请返回上一页重试。如果是从别处点进来的，地址可能不完整。"),
            )
        case 403:
            return Words(
                _("页面放得太久，或者浏览器没有保存必要的信息"),
                _("没有任何内容被改动，这一次没有提交成功。"),
                _("请回到那一页，重新打开以后再提交一次。"),
            )
        case 413:
            return Words(
                _("内容太大，没有收到"),
                _("别的内容没有受影响。"),
                _("请少选几张照片，或者选小一点的文件，再提交一次。"),
            )
        case 500:
            return Words(
                _("我们这边出错了"),
                _("刚才这一步没有做成，之前提交的内容都在，没有丢失。"),
                _("请过一会儿再试。错误已经记下，会有人处理。"),
            )
        case 503:
            return Words(
                _("系统暂时存不进去，请稍等"),
                _("之前提交的内容都在，没有丢失。"),
                _("请过%(seconds)s秒再试。刚才如果在提交，请返回上一页再提交一次：同样的内容只会登记一次。")
                % {"seconds": seconds},
            )
        case _:
            return Words(
                _("没有找到这一页"),
                _("您提交过的内容都在，没有丢失。"),
                _("请检查地址是否完整。要查询事项，请用编号和查询码。"),
            )


def page(
    request: HttpRequest, status: int, typed: Sequence[str] = (), *, words: Words | None = None
) -> HttpResponse:
    """Return the error page with what was `typed`, or the problem document where a machine asks."""
    words = words or words_for(status)
    if wants_problem(request):
        return problem_response(status, words.title, f"{words.safe}{words.next}")
    return HttpResponse(
        render_to_string("look/error.html", {"words": words, "typed": typed}, request=request), status=status
    )


def unavailable(request: HttpRequest, seconds: int) -> HttpResponse:
    """Say that it cannot be done now and when to come again (503). Shows what was typed, and asks nothing of the database."""
    words = words_for(503, seconds=seconds)
    response = _whatever_happens(request, 503, words)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def _whatever_happens(request: HttpRequest, status: int, words: Words) -> HttpResponse:
    """The last line of defence: if even our page fails, plain words do not."""
    try:
        return page(request, status, _typed(request), words=words)
    except Exception:
        text = f"{words.title}\n{words.safe}\n{words.next}\n"
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def _typed(request: HttpRequest) -> list[str]:
    """Return what was typed on our own page and may be shown once more to copy."""
    ours = request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "same-origin"
    return [request.POST[name] for name in TYPED if request.POST.get(name)] if ours else []


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django says 400 also where the truth is: too large, or a session that could not be saved."""
    if (seconds := seconds_to_wait(exception)) is not None:
        return unavailable(request, seconds)
    return page(request, 413 if isinstance(exception, (RequestDataTooBig, TooManyFilesSent)) else 400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Whoever may not see a thing is told what everybody is told about a thing that is not there."""
    return page(request, 404)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


@requires_csrf_token
def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token (`CSRF_FAILURE_VIEW`). What was typed on our own page is shown once more to copy."""
    return page(request, 403, _typed(request))


def is_nonsense(error: DataError) -> bool:
    """Tell whether PostgreSQL refused a character that no text has."""
    return any(words in str(error) for words in ("NUL", "\\u0000"))


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """A mistake of ours (500), or what passes by itself (503)."""
    error = sys.exc_info()[1]
    if (seconds := seconds_to_wait(error)) is not None:
        return unavailable(request, seconds)
    status = 400 if isinstance(error, DataError) and is_nonsense(error) else 500
    return _whatever_happens(request, status, words_for(status))
