"""What happens before the first page."""

import ast
import importlib.util
import socket
import subprocess
import sys

import pytest

from linli.config.env import ROOT
from linli.config.prepare import Done, digest
from linli.config.start import free_port, shown


def test_a_port_in_use_is_passed_over_and_said(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        wanted = taken.getsockname()[1]
        port = free_port("127.0.0.1", wanted)
    assert port > wanted
    assert f"Port {wanted} is in use" in capsys.readouterr().out


def test_an_address_for_everybody_is_shown_as_one_that_can_be_opened():
    assert [shown(host) for host in ("0.0.0.0", "::", "::1", "centre")] == [
        "127.0.0.1",
        "[::1]",
        "[::1]",
        "centre",
    ]


def test_what_was_prepared_is_done_again_only_when_its_sources_change(tmp_path):
    source, calls = tmp_path / "source", []
    source.write_text("one")
    file = tmp_path / "prepared.json"

    def prepare():
        Done(file).unless_done("thing", lambda: digest([source]), lambda: calls.append(source.read_text()))

    prepare()
    prepare()
    source.write_text("two")
    prepare()
    assert calls == ["one", "two"]


def test_what_failed_is_tried_again_at_the_next_start(tmp_path):
    file = tmp_path / "prepared.json"

    calls = []

    def act():
        calls.append("called")
        if len(calls) == 1:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        Done(file).unless_done("thing", lambda: "state", act)
    assert Done(file).was_cut_short("thing")
    Done(file).unless_done("thing", lambda: "state", act)
    Done(file).unless_done("thing", lambda: "state", act)
    assert len(calls) == 2
    assert not Done(file).was_cut_short("thing")


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Return run.py as a module with an environment of its own."""
    spec = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, value in {"VENV": tmp_path / "venv", "PYTHON": tmp_path / "venv/bin/python"}.items():
        monkeypatch.setattr(module, name, value)
    return module


def test_the_start_says_which_package_is_missing_when_no_environment_can_be_made(run, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        run.make_environment(run.RUNTIME)


def test_an_environment_that_fits_its_lock_file_is_left_alone(run, monkeypatch):
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.touch()
    run.stamp_of(run.RUNTIME).write_text(run.digest_of(run.RUNTIME))
    monkeypatch.setattr(run.subprocess, "run", lambda *_, **__: pytest.fail("nothing had to be done"))
    run.make_environment(run.RUNTIME)


def test_an_unknown_command_is_answered_with_the_list_of_commands():
    done = subprocess.run(
        [sys.executable, ROOT / "run.py", "strat"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "python3 run.py test" in done.stderr


def test_the_starter_uses_nothing_but_the_standard_library():
    names = set()
    for node in ast.walk(ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add(node.module.split(".")[0])
    assert names <= sys.stdlib_module_names
