"""Who brought a petition is confirmed where a formal reply needs it: the fact is kept, never the document."""

import base64
import hashlib
import json
import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import time_machine
from django.test import Client
from django.urls import reverse
from joserfc import jwt
from joserfc.jwk import RSAKey

from linli.capabilities.petitions.bringing import actions
from linli.capabilities.petitions.bringing.provider import _made
from linli.core.matters.models import Entry, Matter, Party
from linli.flow.routing import actions as routing
from linli.ground.people.actor import SYSTEM, Refused, resident
from linli.testing.makers import MONDAY

ISSUER = "https://id.example"


def matter():
    return Matter.objects.visible_to(SYSTEM, sealed=True).get()


class Provider:
    """An OpenID Connect provider that lives in memory: it answers what is asked of its addresses."""

    def __init__(self, name):
        self.name, self.key = name, RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.asked = {}

    def send(self, adapter, request, **kwargs):
        path = urlsplit(request.url).path
        answer = requests.Response()
        answer.status_code, answer.request, answer.url = 200, request, request.url
        answer.headers["Content-Type"] = "application/json"
        said = {"/.well-known/openid-configuration": self.metadata, "/keys": self.keys, "/token": self.token}
        answer._content = json.dumps(said[path](request)).encode()
        return answer

    def metadata(self, request):
        return {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self, request):
        return {"keys": [self.key.as_dict(private=False)]}

    def token(self, request):
        sent = parse_qs(request.body)
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"][0].encode()).digest()).decode()
        assert proof.rstrip("=") == self.asked["code_challenge"][0]
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": "linli", "sub": "1", "iat": now, "exp": now + 60}
        claims |= {"nonce": self.asked["nonce"][0], "name": self.name, "id_number": "990101199001011234"}
        id_token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return {"access_token": "t", "token_type": "Bearer", "id_token": id_token, "expires_in": 60}

    def visit(self, location):
        """Sign in there, and return what stands in the address that leads back."""
        self.asked = parse_qs(urlsplit(location).query)
        return {"code": "c", "state": self.asked["state"][0]}


@pytest.fixture
def provider(settings, monkeypatch):
    settings.IDENTITY_PROVIDER = {
        "issuer": ISSUER,
        "client": "linli",
        "secret": "secret",
        "label": "省统一身份认证",
        "claim": "name",
    }
    there = Provider("王小满")
    _made.cache_clear()
    monkeypatch.setattr(
        requests.adapters.HTTPAdapter, "send", lambda adapter, request, **more: there.send(adapter, request)
    )
    return there


def go(phone, provider, number):
    """Go to the provider and come back, as a browser does."""
    with time_machine.travel(MONDAY, tick=False):
        there = phone.client.get(reverse("petitions:identity-go", args=[number]))
        said = provider.visit(there["Location"])
        first = phone.client.get(reverse("petitions:identity-back"), said)
        assert "here=1" in first.content.decode()
        return phone.client.get(reverse("petitions:identity-back"), {**said, "here": "1"}, follow=True)


def test_a_provider_confirms_whoever_brought_it_and_nothing_else_is_kept(phone, provider):
    phone.bring(identity="verified")
    number = matter().number
    assert "省统一身份认证" in phone.page("identity", number)
    page = go(phone, provider, number).content.decode()
    assert "已经核对过了" in page
    party = Party.objects.get()
    assert (party.identity, party.confirmed_how, party.confirmed_by) == ("verified", "provider", None)
    assert "990101199001011234" not in str(list(Entry.objects.values_list("body", flat=True)))
    assert "990101199001011234" not in str(dict(phone.client.session))


def test_another_name_confirms_nothing(phone, provider):
    phone.bring(identity="verified")
    provider.name = "别人"
    page = go(phone, provider, matter().number).content.decode()
    assert "不一样" in page
    assert Party.objects.get().confirmed_at is None


def test_a_word_that_is_not_signed_by_the_provider_confirms_nothing(phone, provider):
    phone.bring(identity="verified")
    number = matter().number
    there = phone.client.get(reverse("petitions:identity-go", args=[number]))
    said = provider.visit(there["Location"])
    signing, provider.key = (
        provider.key,
        RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}),
    )
    provider.keys = lambda request: {"keys": [signing.as_dict(private=False)]}
    answer = phone.client.get(reverse("petitions:identity-back"), {**said, "here": "1"}, follow=True)
    assert "没有核对成" in answer.content.decode()
    assert Party.objects.get().confirmed_at is None


def test_a_sealed_matter_is_confirmed_with_the_key_of_its_slip(phone, provider):
    phone.bring("accusation", identity="verified")
    go(phone, provider, matter().number)
    assert Party.objects.get().identity == "verified"
    verbs = set(Entry.objects.filter(subject=matter().id).values_list("verb", flat=True))
    assert "sealed.petitions.identity_confirmed" in verbs


def test_only_whoever_opened_the_matter_can_have_it_confirmed(phone, provider):
    phone.bring(identity="verified")
    number = matter().number
    stranger = Client()
    assert reverse("portal:follow") in stranger.get(reverse("petitions:identity", args=[number]))["Location"]
    assert (
        reverse("portal:follow") in stranger.get(reverse("petitions:identity-go", args=[number]))["Location"]
    )
    assert stranger.get(reverse("petitions:identity-back"), {"here": "1"}).status_code == 404


def test_without_a_provider_the_window_is_named(phone):
    phone.bring(identity="verified")
    number = matter().number
    page = phone.page("identity", number)
    assert "窗口" in page
    assert phone.client.get(reverse("petitions:identity-go", args=[number])).status_code == 404


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://somebody-else.example"},
        {"id_token_signing_alg_values_supported": ["none"]},
        {"id_token_signing_alg_values_supported": ["HS256", "none"]},
    ],
)
def test_a_provider_under_another_name_or_without_a_signature_of_its_own_is_not_asked(phone, provider, said):
    phone.bring(identity="verified")
    honest = provider.metadata
    provider.metadata = lambda request: honest(request) | said
    _made.cache_clear()
    answer = phone.client.get(reverse("petitions:identity-go", args=[matter().number]), follow=True)
    assert "现在连不上" in answer.content.decode()


def test_a_word_that_is_old_or_meant_for_another_site_confirms_nothing(phone, provider, monkeypatch):
    phone.bring(identity="verified")
    number = matter().number
    for wrong in ({"aud": "another"}, {"exp": 1}, {"iss": "https://other.example"}, {"nonce": "old"}):
        there = phone.client.get(reverse("petitions:identity-go", args=[number]))
        sent = provider.visit(there["Location"])
        encode = jwt.encode
        monkeypatch.setattr(
            jwt, "encode", lambda head, claims, key, w=wrong, e=encode: e(head, claims | w, key)
        )
        answer = phone.client.get(reverse("petitions:identity-back"), {**sent, "here": "1"}, follow=True)
        monkeypatch.setattr(jwt, "encode", encode)
        assert "没有核对成" in answer.content.decode()
        assert Party.objects.get().confirmed_at is None


def test_a_provider_that_fails_is_told_in_a_sentence(phone, provider, monkeypatch):
    phone.bring(identity="verified")
    number = matter().number

    def down(*args, **kwargs):
        raise requests.ConnectionError

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", down)
    _made.cache_clear()
    answer = phone.client.get(reverse("petitions:identity-go", args=[number]), follow=True)
    assert "现在连不上" in answer.content.decode()


def test_a_clerk_confirms_at_the_window_once(office, phone, at_desk):
    phone.bring(identity="verified")
    found = matter()
    with pytest.raises(Refused):
        actions.confirm_at_window(found.id, actor=office.cast.auditor.actor, now=MONDAY)
    browser = at_desk("clerk")
    assert "当面核对过了" in browser.get(reverse("desk:panels", args=[found.number])).content.decode()
    browser.post(reverse("petitions:confirm", args=[found.number]))
    party = Party.objects.get()
    assert (party.identity, party.confirmed_by) == ("verified", office.cast.clerk.staff)
    with pytest.raises(actions.NothingToConfirm):
        actions.confirm_at_window(found.id, actor=office.cast.clerk.actor, now=MONDAY)
    assert "核对过" in phone.page("identity", found.number)


def test_a_unit_that_had_it_once_confirms_nobody(office, phone):
    phone.bring(identity="verified")
    found, clerk = matter(), office.cast.clerk.actor
    for unit in (office.cast.west_town, office.cast.water):
        routing.dispatch(found.id, unit_id=unit.id, reason="依职责", actor=clerk, now=MONDAY)
    with pytest.raises(Refused):
        actions.confirm_at_window(found.id, actor=office.cast.west_clerk.actor, now=MONDAY)
    assert Party.objects.get().confirmed_at is None
    actions.confirm_at_window(found.id, actor=office.cast.handler.actor, now=MONDAY)


def test_what_is_anonymous_has_nothing_to_confirm(office, phone):
    phone.bring(identity="anonymous")
    with pytest.raises(actions.NothingToConfirm):
        actions.confirm_at_window(matter().id, actor=office.cast.clerk.actor, now=MONDAY)
    with pytest.raises(actions.NothingToConfirm):
        actions.confirm_by_provider(matter().id, name="谁", actor=resident([matter().id]), now=MONDAY)
