"""An OpenID Connect provider that tells who a resident is, where one is set; off otherwise.

What it tells is compared with the name that was left and forgotten: no account, no token, no number is kept.
"""

from functools import cache
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger(__name__)
NAME, SCOPE, SECONDS = "identity", "openid profile", 10
ALGORITHMS_OFFERED = "id_token_signing_alg_values_supported"
# With a key of the provider's own that nobody else has; never `none`, and never a secret that is shared (HS256).
SIGNED_BY = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "Ed25519",
    "EdDSA",
)


class ProviderFailed(Exception):
    """The provider did not answer as it should; what went wrong stands in the log."""


def is_on() -> bool:
    return bool(settings.IDENTITY_PROVIDER["issuer"])


def label() -> str:
    """Return what residents call the provider."""
    return str(settings.IDENTITY_PROVIDER["label"])


def send_there(request: HttpRequest, back: str) -> HttpResponse:
    """Return the redirect to the provider, which leads back to the address `back`. Raises ProviderFailed."""
    try:
        answer: HttpResponse = _client().authorize_redirect(request, back)
    except _faults() as error:
        raise _failed(error) from error
    return answer


def name_given(request: HttpRequest) -> str:
    """Return the name by which the provider calls whoever came back from it. Raises ProviderFailed."""
    try:
        token: dict[str, Any] = _client().authorize_access_token(request)
    except _faults() as error:
        raise _failed(error) from error
    name = str((token.get("userinfo") or {}).get(settings.IDENTITY_PROVIDER["claim"], "")).strip()
    if not name:
        raise ProviderFailed
    return name


@cache
def _faults() -> tuple[type[Exception], ...]:
    """Return what can go wrong over there. Few centres have a provider, and its libraries take long to load."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError
    from requests import RequestException

    return (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError)


def _failed(error: Exception) -> ProviderFailed:
    log.warning("petitions.identity_provider_failed", kind=type(error).__name__)
    return ProviderFailed()


def _client() -> Any:
    """Return the client of the provider, once it was heard who it is. Raises ValueError: it is another, or signs weakly."""
    said = settings.IDENTITY_PROVIDER
    client = _made(said["issuer"], said["client"], said["secret"])
    metadata: dict[str, Any] = client.load_server_metadata()
    if metadata.get("issuer", "").rstrip("/") != said["issuer"].rstrip("/"):
        raise ValueError("the provider calls itself by another name")
    offered = metadata.get(ALGORITHMS_OFFERED) or ["RS256"]
    metadata[ALGORITHMS_OFFERED] = [name for name in offered if name in SIGNED_BY]
    if not metadata[ALGORITHMS_OFFERED]:
        raise ValueError("the provider signs by none of our algorithms")
    return client


@cache
def _made(issuer: str, client: str, secret: str) -> Any:
    """Return the client of this provider. It asks for nothing but an identity, with PKCE and a nonce."""
    from authlib.integrations.django_client import OAuth

    return OAuth().register(
        NAME,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_id=client,
        client_secret=secret,
        client_kwargs={"scope": SCOPE, "code_challenge_method": "S256", "timeout": SECONDS},
    )
