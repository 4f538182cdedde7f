"""What the start says about settings that are not right."""

import pytest

from linli.config import checks

REAL = {
    "DEBUG": False,
    "DEMONSTRATION": False,
    "HTTPS": True,
    "REQUIRE_SECOND_FACTOR": True,
    "KEY_STRETCH": 1,
    "ALLOWED_HOSTS": ["centre.example.org"],
    "SECRET_KEY": "k9Xw2mQ7pLr4vTz8Nc1bYd6fHj3sGa5eUo0iRtWqEyPlMnBv",
}
CASES = [
    (checks.secret, {"SECRET_KEY": "secret"}, "linli.E001"),
    (checks.secret, {"SECRET_KEY": "a" * 60}, "linli.E001"),
    (checks.debugging, {"DEBUG": True}, "linli.E002"),
    (checks.hosts, {"ALLOWED_HOSTS": ["*"]}, "linli.E003"),
    (checks.hosts, {"ALLOWED_HOSTS": ["localhost"]}, "linli.W004"),
    (checks.https, {"HTTPS": False}, "linli.W005"),
    (checks.second_factor, {"REQUIRE_SECOND_FACTOR": False}, "linli.W008"),
    (checks.key_stretch, {"KEY_STRETCH": 9}, "linli.E011"),
    (checks.key_stretch, {"KEY_STRETCH": 0}, "linli.W012"),
    (checks.locality, {"LOCALITY": "/nowhere"}, "linli.E010"),
]


@pytest.mark.parametrize(("look", "wrong", "name"), CASES)
def test_a_setting_that_is_wrong_is_said_with_what_to_do(settings, look, wrong, name):
    for key, value in REAL.items():
        setattr(settings, key, value)
    assert look() == []
    for key, value in wrong.items():
        setattr(settings, key, value)
    [message] = look()
    assert message.id == name
    assert message.hint


def test_a_key_that_others_can_read_is_an_error(settings, tmp_path):
    settings.KEYS = tmp_path
    key = tmp_path / "log.key"
    key.touch(mode=0o600)
    assert checks.key_files() == []
    key.chmod(0o644)
    assert [message.id for message in checks.key_files()] == ["linli.E009"]


def test_a_demonstration_may_be_what_a_site_for_people_may_not(settings):
    settings.DEMONSTRATION, settings.HTTPS, settings.REQUIRE_SECOND_FACTOR = True, False, False
    assert [*checks.https(), *checks.second_factor(), *checks.database_kind()] == []
