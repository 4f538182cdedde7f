"""What `python3 run.py` does once the environment stands: prepare what changed, serve, and stop cleanly."""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import click

PORTS_TRIED = 20
SECONDS_TO_RISE = 60
SECONDS_TO_STOP = 35


def main() -> None:
    options = arguments()
    began = time.monotonic()
    from linli.config.env import read_settings_file

    read_settings_file()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    from linli.config.prepare import prepare

    prepare()
    port = free_port(options.host, options.port)
    with_server(options.host, port, began)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py", description="Prepare and serve the demonstration county.")
    parser.add_argument("--host", default=os.environ.get("LINLI_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("LINLI_PORT", "8000")))
    return parser.parse_args()


def free_port(host: str, wanted: int) -> int:
    """Return `wanted` or the next free port after it, and say so."""
    for port in range(wanted, wanted + PORTS_TRIED):
        if is_free(host, port):
            if port != wanted:
                click.echo(f"Port {wanted} is in use by another program; using {port}.")
            return port
    sys.exit(
        f"The ports {wanted} to {wanted + PORTS_TRIED - 1} are all in use. Choose another: --port NUMBER."
    )


def is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def with_server(host: str, port: int, began: float) -> None:
    """Run server and worker until Ctrl-C or SIGTERM, or until the server ends by itself."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    children = {
        "serve": child("serve", "--host", host, "--port", str(port)),
        "worker": child("worker"),
    }
    try:
        wait_until_up(host, port, children["serve"])
        say_where(host, port, time.monotonic() - began)
        watch(children)
    except KeyboardInterrupt:
        click.echo("\nStopping …")
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stop(children)


def child(*command: str) -> subprocess.Popen[bytes]:
    """Start one of our programs in a session of its own: Ctrl-C reaches us alone, and we tell it to stop."""
    return subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "linli", *command], start_new_session=True
    )


def wait_until_up(host: str, port: int, server: subprocess.Popen[bytes]) -> None:
    url = f"http://{shown(host)}:{port}/healthz"
    end = time.monotonic() + SECONDS_TO_RISE
    while time.monotonic() < end:
        if server.poll() is not None:
            sys.exit("The server ended before it answered; what it said stands above.")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"The server did not answer at {url} within {SECONDS_TO_RISE} s.")


def say_where(host: str, port: int, seconds: float) -> None:
    from linli.config.prepare import var

    lines = ["", f"Linli is up after {seconds:.1f} s: http://{shown(host)}:{port}/"]
    accounts = var() / "demonstration-accounts.json"
    if accounts.is_file():
        lines += ["", "Demonstration accounts (staff sign in under /desk/):"]
        for account in json.loads(accounts.read_text(encoding="utf-8")):
            lines.append(f"  {account['username']:<17}{account['password']:<20}{account['post']}")
    lines += ["", "Ctrl-C stops it."]
    click.echo("\n".join(lines))


def shown(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104


def watch(children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Wait for the server; start the worker again when it ends by itself."""
    while True:
        try:
            children["serve"].wait(timeout=2)
            sys.exit("The server ended by itself; what it said stands above.")
        except subprocess.TimeoutExpired:
            pass
        if children["worker"].poll() is not None:
            click.echo("The worker ended by itself; starting it again.")
            children["worker"] = child("worker")


def stop(children: dict[str, subprocess.Popen[bytes]]) -> None:
    for process in children.values():
        if process.poll() is None:
            process.terminate()
    end = time.monotonic() + SECONDS_TO_STOP
    for name, process in children.items():
        try:
            process.wait(timeout=max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            click.echo(f"{name} did not stop in time and was ended.")
            process.kill()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
