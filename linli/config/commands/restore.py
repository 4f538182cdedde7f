"""`linli restore`: an installation from a backup, checked before it is called whole."""

import json
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linli.config.cli import ready
from linli.config.commands.backup import read_passphrase

if TYPE_CHECKING:
    from linli.core.personal_data.replaying import Replayed

WRONG_PASSPHRASE = 3


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--keys-from",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The sealed keys, where they are a file of their own.",
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, exists=True),
    help="Read the passphrase from the first line of this file.",
)
@click.option(
    "--erased",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file of tombstones: what was erased since the backup was made (that of the lost installation, LINLI_ERASED).",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def restore(
    source: Path, keys_from: Path | None, passphrase_file: Path | None, erased: Path | None, as_json: bool
) -> None:
    """Fill this empty installation from the backup SOURCE, bring its tables up to this program, and verify its ledger.

    What was erased since the backup was made is erased again before the site opens, as far as tombstones tell: those in
    the backup, those beside it, and those of --erased.

    Exit codes: 1 the backup is damaged or does not fit, 3 the passphrase does not open the keys. Everybody is signed out.
    """
    ready()
    from linli.config.backups.databases import BackupFailed
    from linli.config.backups.passphrase import WrongPassphrase

    try:
        answer = bring_back(source, keys_from, passphrase_file, erased)
    except WrongPassphrase as error:
        click.echo("The passphrase does not open these keys. Nothing was changed.", err=True)
        raise SystemExit(WRONG_PASSPHRASE) from error
    except (BackupFailed, OSError) as error:
        raise click.ClickException(f"Not restored. {error}") from error
    if as_json:
        click.echo(json.dumps(answer))
    else:
        click.echo(
            f"Restored as of {answer['made_at']}: {answer['entries']:,} entries, {answer['findings']} things that do not fit."
        )
        if answer["erased"]:
            click.echo(f"{answer['erased']:,} times something that was erased since then was erased again.")
        if answer["forged"]:
            click.echo(
                f"{answer['forged']:,} tombstones are not signed by this centre and count for nothing."
            )
    raise SystemExit(1 if answer["findings"] else 0)


def bring_back(
    source: Path, keys_from: Path | None, passphrase_file: Path | None, erased: Path | None
) -> dict[str, Any]:
    """Unpack, check, open the keys, and only then write: database, files, keys."""
    from django.conf import settings
    from tqdm import tqdm

    from linli.config.backups import archive, databases, passphrase
    from linli.core.personal_data import tombstones

    manifest = archive.read_manifest(source)
    if not databases.is_empty():
        raise databases.BackupFailed(
            "This installation is not empty, and a restore never overwrites. "
            "Point LINLI_VAR to a new folder and LINLI_DATABASE to a new database."
        )
    folder = Path(settings.VAR)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as name:
        unpacked = Path(name)
        with tqdm(
            total=source.stat().st_size, unit="B", unit_scale=True, disable=None, desc="restore"
        ) as bar:
            archive.unpack(source, unpacked, manifest, bar.update)
        if not (unpacked / databases.name_of_copy()).exists():
            raise databases.BackupFailed(
                "The backup is of another kind of database. Set LINLI_DATABASE to that kind."
            )
        sealed = keys_from or (unpacked / archive.KEYS)
        if sealed.exists():
            words = read_passphrase(passphrase_file, confirm=False)
            archive.unpack_keys(passphrase.unseal(sealed.read_bytes(), words))
        missing = set(manifest["keys"]) - {path.name for path in archive.key_files()}
        if missing:
            raise databases.BackupFailed(
                f"The keys {', '.join(sorted(missing))} are missing, and without them nothing sealed can be read. "
                f"Give the file that `linli backup --keys-to` wrote (--keys-from), or copy them to {settings.KEYS}."
            )
        archive.put_files(unpacked)
        beside = (unpacked / archive.ERASED, source.parent / archive.BESIDE, *([erased] if erased else []))
        tombstones.gather(beside)
        databases.load(unpacked / databases.name_of_copy())
    return after(manifest)


def after(manifest: dict[str, Any]) -> dict[str, Any]:
    """Bring the tables up to date, sign everybody out, verify the ledger against itself and against the manifest.

    Messages that wait in the backup may have gone out since: they are not sent. Nor is anything told that the lost
    installation may have told of: what follows by itself from the backup happens here, and silently.
    """
    from django.contrib.sessions.models import Session
    from django.core.cache import cache
    from django.utils import timezone

    from linli.config.backups import archive, databases
    from linli.config.prepare import make_tables
    from linli.core.matters.ledger.verifying import verify
    from linli.doors.notices.queueing import discard_waiting

    newer = databases.unknown_migrations()
    if newer:
        raise databases.BackupFailed(
            f"The backup comes from a newer program (it has {newer[-1]}). Update this one first."
        )
    make_tables()
    Session.objects.all().delete()
    discard_waiting(why="restored")
    cache.clear()
    replayed = erased_again()
    catch_up(now=timezone.now())
    verdict = verify()
    differs = not archive.holds_log(manifest["log"])
    return {
        "made_at": manifest["made_at"],
        "entries": verdict.entries,
        "findings": len(verdict.findings) + differs,
        "erased": replayed.erased,
        "forged": replayed.forged,
    }


def catch_up(*, now: datetime) -> None:
    """Let happen what has come due by now and what follows from it, and tell nobody: it may have happened and been told."""
    from linli.core.clocks.actions import tick
    from linli.core.matters.ledger import deliver_pending
    from linli.doors.notices.queueing import discard_waiting

    while tick(now=now) + deliver_pending(now=now):
        pass
    discard_waiting(why="restored")


def erased_again() -> "Replayed":
    """Erase again what was erased since the backup was made."""
    from django.utils import timezone
    from tqdm import tqdm

    from linli.core.personal_data.replaying import replay

    with tqdm(unit=" tombstones", disable=None, desc="erase") as bar:
        return replay(now=timezone.now(), progress=bar.update)
