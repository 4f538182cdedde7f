"""What docs/operate/production.md tells an operator to set up is all of it, and no line of it opened unseen."""

import re
import shutil
import subprocess

import pytest
from environ import Env

from tests.architecture.source import ROOT

PAGE = (ROOT / "docs" / "operate" / "production.md").read_text(encoding="utf-8")

# What keeps the program in: exactly these, in this way. A line more or less must be meant.
HARDENING = {
    "UMask": ["0077"],
    "NoNewPrivileges": ["yes"],
    "CapabilityBoundingSet": [""],
    "AmbientCapabilities": [""],
    "ProtectSystem": ["strict"],
    "ReadWritePaths": ["/var/lib/linli"],
    "InaccessiblePaths": ["-/srv/linli/program/.git"],
    "ProtectHome": ["yes"],
    "PrivateTmp": ["yes"],
    "PrivateDevices": ["yes"],
    "ProtectProc": ["invisible"],
    "ProtectKernelTunables": ["yes"],
    "ProtectKernelModules": ["yes"],
    "ProtectKernelLogs": ["yes"],
    "ProtectControlGroups": ["yes"],
    "ProtectClock": ["yes"],
    "ProtectHostname": ["yes"],
    "RestrictAddressFamilies": ["AF_UNIX AF_INET AF_INET6"],
    "RestrictNamespaces": ["yes"],
    "RestrictRealtime": ["yes"],
    "RestrictSUIDSGID": ["yes"],
    "RemoveIPC": ["yes"],
    "LockPersonality": ["yes"],
    "SystemCallArchitectures": ["native"],
    "SystemCallFilter": ["@system-service", "~@privileged @resources"],
    "SystemCallErrorNumber": ["EPERM"],
    "IPAddressDeny": ["any"],
    "IPAddressAllow": ["localhost"],
    "LimitCORE": ["0"],
}
RUNNING = {
    "User": ["linli"],
    "Group": ["linli"],
    "WorkingDirectory": ["/srv/linli/program"],
    "ExecStartPre": ["/srv/linli/program/.venv/bin/linli prepare"],
    "ExecStart": ["/srv/linli/program/.venv/bin/linli serve"],
    "ExecReload": ["/bin/kill -HUP $MAINPID"],
    "Restart": ["always"],
    "RestartSec": ["2"],
    "TimeoutStopSec": ["40"],
}
MOST_EXPOSED = 1.5  # of 10, as systemd-analyze counts; a service with no such lines has 9.2


def block(title):
    """Return the indented lines below a heading, without their indent."""
    section = PAGE.split(f"## {title}\n", 1)[1].split("\n## ")[0]
    return "\n".join(line[4:] for line in section.splitlines() if line.startswith("    "))


def service():
    """Return the keys of [Service], each with its values in order."""
    found = {}
    for line in block("systemd").split("[Service]\n")[1].split("[Install]")[0].splitlines():
        if line.strip():
            key, value = line.split("=", 1)
            found.setdefault(key, []).append(value)
    return found


def test_the_program_runs_with_exactly_these_rights(evidence):
    assert service() == HARDENING | RUNNING
    evidence("S22", settings_exact=sum(len(values) for values in HARDENING.values()))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_itself_finds_little_left_open(tmp_path, evidence):
    unit = tmp_path / "linli-serve.service"
    text = block("systemd").split("\n[Install]")[0]
    unit.write_text(re.sub(r"ExecStart(Pre)?=.*", r"ExecStart\1=/bin/true", text), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    exposed = float(re.findall(r"Overall exposure level[^:]*: ([\d.]+)", done.stdout)[0])
    assert exposed <= MOST_EXPOSED, done.stdout
    evidence("S22", exposure_of_10=exposed)


def test_the_proxy_speaks_tls_of_today_only_and_believes_no_name_of_the_asker():
    said = {tuple(line.split(";")[0].split()) for line in block("nginx").splitlines() if ";" in line}
    assert ("ssl_protocols", "TLSv1.2", "TLSv1.3") in said
    ciphers = next(line[1] for line in said if line[0] == "ssl_ciphers").split(":")
    assert all(cipher.startswith("ECDHE-") and "-GCM-" in cipher for cipher in ciphers)
    assert {("server_tokens", "off"), ("ssl_session_tickets", "off"), ("access_log", "off")} <= said
    passed = {line[1]: line[2] for line in said if line[0] == "proxy_set_header"}
    assert passed == {
        "Host": "$host",
        "X-Forwarded-Proto": "$scheme",
        "X-Forwarded-For": "$proxy_add_x_forwarded_for",  # the last of it is ours: LINLI_PROXIES=1
        "X-Request-ID": "$request_id",
    }
    assert "location /api/ { return 403; }" in PAGE


def test_the_settings_of_the_page_are_those_of_a_site_behind_one_proxy():
    said = dict(re.findall(r"^    (LINLI_\w+)=(.+)$", PAGE, re.MULTILINE))
    assert (said["LINLI_HTTPS"], said["LINLI_PROXIES"]) == ("1", "1")
    database = Env.db_url_config(said["LINLI_DATABASE"])
    assert (database["HOST"], database["PASSWORD"]) == ("/var/run/postgresql", "")
    elsewhere = re.findall(r"`(postgres://[^`]+sslmode[^`]+)`", PAGE)[0]
    assert Env.db_url_config(elsewhere)["OPTIONS"]["sslmode"] == "verify-full"


def test_the_running_program_may_not_change_the_ledger():
    revoked = re.findall(r"revoke ([\w, ]+) on ([\w, ]+) from linli_app", PAGE)
    assert revoked == [("update, delete, truncate", "matters_entry, matters_sealedentry, matters_checkpoint")]
    assert "grant update (body, salt) on matters_entry to linli_app" in PAGE
