"""Settings come from the environment and from one file, `linli.env`; the environment wins."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]

env = environ.Env()


def read_settings_file() -> Path | None:
    """Read `LINLI_SETTINGS` or `linli.env` beside the program; return the file that was read, if any."""
    path = Path(env.str("LINLI_SETTINGS", default=str(ROOT / "linli.env")))
    if not path.is_file():
        return None
    environ.Env.read_env(path, overwrite=False)
    return path


def secret_from(path: Path, *, length: int = 50) -> str:
    """Return the secret kept in `path`, made on first use and readable by the owner alone."""
    import secrets

    from linli.lib.keyfiles import secret_in

    return secret_in(path, lambda: secrets.token_urlsafe(length).encode()).decode("ascii").strip()
