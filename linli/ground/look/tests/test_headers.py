import json
import re

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from linli.ground.look import errors, headers
from linli.ground.look.problem import problem_response


def gone(request):
    raise Http404


def sealed(request):
    raise PermissionDenied


def heavy(request):
    raise RequestDataTooBig


def broken(request):
    raise RuntimeError


def tight(request):
    response = HttpResponse("x")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("look/", include("linli.ground.look.urls")),
    path("t/gone", gone),
    path("t/sealed", sealed),
    path("t/heavy", heavy),
    path("t/broken", broken),
    path("t/tight", tight),
]
handler400, handler403 = "linli.ground.look.errors.bad_request", "linli.ground.look.errors.forbidden"
handler404, handler500 = "linli.ground.look.errors.not_found", "linli.ground.look.errors.server_error"

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def browser(settings):
    settings.MIDDLEWARE = [
        "linli.ground.look.headers.SecurityHeaders",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ]
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", ["t/gone", "t/sealed", "t/heavy", "t/broken", "look/prefer"])
def test_every_answer_carries_the_headers_errors_too(browser, address):
    answer = browser.get(f"/{address}")
    assert answer.status_code >= 400
    for name in headers.FIXED:
        assert answer.headers[name]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "no-cache" in answer.headers["Cache-Control"]


def test_absent_and_forbidden_read_the_same(browser):
    absent, forbidden = browser.get("/t/gone"), browser.get("/t/sealed")
    assert absent.status_code == forbidden.status_code == 404
    own = re.compile(r'(value="[A-Za-z0-9]{64}"|X-CSRFToken": "\w+|/t/gone|/t/sealed)')
    assert own.sub("", absent.content.decode()) == own.sub("", forbidden.content.decode())


def test_too_much_is_told_as_too_much(browser):
    answer = browser.get("/t/heavy")
    assert answer.status_code == 413
    assert "内容太大" in answer.content.decode()


def test_a_fault_of_ours_says_that_nothing_is_lost(browser):
    answer = browser.get("/t/broken")
    assert answer.status_code == 500
    assert "没有丢失" in answer.content.decode()


def test_when_even_the_error_page_fails_plain_words_remain(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(errors, "render_to_string", fail)
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "我们这边出错了" in answer.content.decode()


def test_a_machine_gets_a_problem_document(browser):
    answer = browser.get("/t/gone", headers={"accept": "application/json"})
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404


def test_a_problem_names_the_fields():
    body = json.loads(
        problem_response(422, "有误", errors=[{"pointer": "/text", "detail": "不能为空"}]).content
    )
    assert body == {
        "type": "about:blank",
        "title": "有误",
        "status": 422,
        "errors": [{"pointer": "/text", "detail": "不能为空"}],
    }


def test_scripts_get_their_words_as_a_script_of_ours(browser):
    answer = browser.get("/look/words/en.js")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/javascript")


def test_a_view_may_tighten_the_policy(browser):
    assert browser.get("/t/tight").headers["Content-Security-Policy"].endswith("sandbox")


def test_pages_of_a_session_are_never_kept(browser):
    browser.cookies["sessionid"] = "x"
    assert browser.get("/t/tight").headers["Cache-Control"] == "no-store"


@override_settings(ALLOWED_HOSTS=["testserver"])
def test_large_text_is_kept_in_a_cookie_and_taken_back(browser):
    answer = browser.post("/look/prefer", {"size": "large", "next": "/t/tight"})
    assert answer.headers["Location"] == "/t/tight"
    assert answer.cookies["linli-size"].value == "large"
    assert 'data-size="large"' in browser.get("/t/gone").content.decode()
    browser.post("/look/prefer", {"size": "", "next": "/t/tight"})
    assert 'data-size="large"' not in browser.get("/t/gone").content.decode()


def test_nobody_is_sent_elsewhere_nor_gets_an_unknown_theme(browser):
    answer = browser.post("/look/prefer", {"theme": "<x>", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    assert answer.cookies["linli-theme"].value == ""
