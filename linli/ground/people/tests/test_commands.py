"""The program makes the first account and takes tables, saying what it did by words and exit codes."""

import json

import pytest
from click.testing import CliRunner
from django.utils import timezone

from linli.ground.people.commands.accounts import account
from linli.ground.people.commands.importing import roles, staff, units
from linli.ground.people.models import Staff
from linli.ground.people.queries import actor_of
from linli.testing.cast import ROLES


@pytest.fixture
def run(cast):
    return lambda command, *arguments: CliRunner().invoke(command, [str(one) for one in arguments])


def test_the_first_personnel_account_is_made_on_the_machine(run):
    made = run(account, "add", "diyi", "第一", "--unit", "ZX", "--role", "personnel")
    diyi = Staff.objects.get(username="diyi")
    assert diyi.check_password(made.output.split()[1])
    assert actor_of(diyi, on=timezone.localdate()).may("people.edit")
    assert run(account, "add", "diyi", "第一", "--unit", "ZX", "--role", "personnel").exit_code == 1
    assert run(account, "add", "dier", "第二", "--unit", "?", "--role", "personnel").exit_code == 2


def test_whoever_is_locked_out_is_helped_on_the_machine(run, cast):
    password = run(account, "password", "zhanghao").output.strip()
    assert Staff.objects.get(username="zhanghao").check_password(password)
    assert run(account, "disable", "zhanghao").exit_code == run(account, "enable", "zhanghao").exit_code == 0
    assert run(account, "forget-factor", "zhanghao").exit_code == 0
    assert run(account, "password", "nobody").exit_code == 2


def test_tables_come_in_with_exit_codes(run, tmp_path):
    good, bad = tmp_path / "units.csv", tmp_path / "bad.csv"
    good.write_text("代码,名称,区划代码\nLY,林业站,990101\n", encoding="gb18030")
    bad.write_text("代码,名称,区划代码\nLY,林业站,77\n", encoding="utf-8")
    assert json.loads(run(units, good, "--json").output) == {"added": 1, "changed": 0, "bad": []}
    assert run(units, good).exit_code == 0
    refused = run(units, bad)
    assert (refused.exit_code, "第2行" in refused.output) == (1, True)
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0 old")
    assert "另存为" in run(units, tmp_path / "old.xls").output


def test_first_passwords_go_to_a_file_for_the_owner_alone(run, tmp_path):
    table, target = tmp_path / "staff.csv", tmp_path / "passwords.csv"
    table.write_text("username,name,unit,post,role\nlin,林一,SW,经办,handler\n", encoding="utf-8")
    told = run(staff, table, "--passwords", target)
    assert told.exit_code == 0
    secret = target.read_text(encoding="utf-8-sig").splitlines()[1].split(",")[2]
    assert Staff.objects.get(username="lin").check_password(secret)
    assert secret not in told.output
    assert target.stat().st_mode & 0o077 == 0
    assert run(staff, table, "--passwords", target).exit_code == 2


def test_roles_come_in_or_are_refused(run, tmp_path):
    assert "值班" in run(roles, ROLES).output
    (tmp_path / "roles.toml").write_text("[a]\n", encoding="utf-8")
    assert run(roles, tmp_path / "roles.toml").exit_code == 1
