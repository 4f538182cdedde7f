"""What an operator types."""

import json
from datetime import UTC, datetime, timedelta

import click
import pytest
from click.testing import CliRunner
from django.db import connection

from linli.config import heartbeat
from linli.config.cli import OWN, program
from linli.config.commands.worker import Turns
from linli.config.doctor import examine
from linli.config.doctor.database import TIMEOUTS

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def run(*arguments):
    return CliRunner().invoke(program, arguments)


def test_the_help_names_every_command_and_what_it_does():
    said = run("--help")
    assert said.exit_code == 0
    assert all(
        name in said.output and words.split(":")[0][:30] in said.output for name, (_, words) in OWN.items()
    )


def test_an_unknown_command_is_wrong_usage():
    assert run("surveil").exit_code == 2


@pytest.mark.parametrize("name", sorted(OWN))
def test_every_command_of_the_house_explains_itself(name):
    said = run(name, "--help")
    assert said.exit_code == 0
    assert "Usage:" in said.output


@pytest.mark.django_db
def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(settings):
    settings.STATIC_HASHED, settings.DEMONSTRATION = False, True
    said = run("doctor", "--json")
    findings = {finding["name"]: finding for finding in json.loads(said.output)["findings"]}
    assert findings["worker"]["level"] == "wrong"
    assert "linli worker" in findings["worker"]["mend"]
    assert findings["tables"]["level"] == findings["log"]["level"] == "ok"
    assert said.exit_code == 1


@pytest.mark.django_db
def test_the_doctor_is_content_when_a_worker_was_seen():
    heartbeat.beat(now=NOW)
    assert [finding.level for finding in examine(now=NOW) if finding.name == "worker"] == ["ok"]


@pytest.mark.django_db
def test_the_doctor_knows_a_slip_in_the_name_of_a_setting(monkeypatch):
    monkeypatch.setenv("LINLI_HOST" + "Z", "centre.example.org")
    [finding] = [finding for finding in examine(now=NOW) if "LINLI_HOST" + "Z" in finding.said]
    assert finding.mend.startswith("Did you mean LINLI_HOST")


@pytest.mark.django_db
def test_a_look_that_breaks_is_a_finding_and_stops_no_other(monkeypatch):
    from linli.config.doctor import house

    def deliveries(now):
        raise RuntimeError("the table is gone")

    monkeypatch.setattr(house, "LOOKS", [deliveries, house.log])
    last, log = examine(now=NOW)[-2:]
    assert (last.name, last.level) == ("deliveries", "wrong")
    assert log.name == "log"


def test_a_duty_that_fails_waits_for_its_turn_while_the_others_go_on():
    done = []

    def broken(now):
        done.append("broken")
        raise RuntimeError

    turns = Turns(
        [
            ("broken", timedelta(seconds=5), broken),
            ("other", timedelta(seconds=1), lambda now: done.append("other") or 1),
        ]
    )
    assert turns.take(now=NOW) == 1
    assert turns.take(now=NOW + timedelta(seconds=1)) == 1
    assert done == ["broken", "other", "other"]
    assert turns.failed == {"broken"}
    turns.take(now=NOW + timedelta(seconds=5))
    assert done.count("broken") == 2


def test_settings_that_django_refuses_are_said_in_a_sentence(monkeypatch):
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured

    def refuse():
        raise ImproperlyConfigured("LINLI_THREADS must be a number")

    monkeypatch.setattr("django.setup", refuse)
    monkeypatch.setattr(apps, "ready", False)
    from linli.config.cli import ready

    with pytest.raises(click.ClickException, match="LINLI_THREADS must be a number"):
        ready()


@pytest.mark.django_db
def test_the_doctor_asks_for_limits_of_time_on_a_server():
    def found():
        return {f.said.split()[0] for f in examine(now=NOW) if f.name == "timeouts" and f.level == "warning"}

    if connection.vendor != "postgresql":
        assert not found()
        return
    with connection.cursor() as cursor:
        for name in TIMEOUTS:
            cursor.execute(f"set {name} = 0")
        assert found() == set(TIMEOUTS)
        for name, value in TIMEOUTS.items():
            cursor.execute(f"set {name} = '{value}'")
        assert not found()
