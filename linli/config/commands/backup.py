"""`linli backup`: everything that must not be lost, in one file."""

import json
from pathlib import Path

import click

from linli.config.cli import ready


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--with-keys", is_flag=True, help="Put the keys into the backup, sealed under a passphrase.")
@click.option(
    "--keys-to",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Put the sealed keys into a file of their own.",
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, exists=True),
    help="Read the passphrase from the first line of this file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def backup(
    target: Path, with_keys: bool, keys_to: Path | None, passphrase_file: Path | None, as_json: bool
) -> None:
    """Write the database, the files and their digests to TARGET, while the site goes on working.

    Without its keys a backup is of no use: keep them too, in another place than the backup (--keys-to).
    """
    ready()
    from django.utils import timezone
    from tqdm import tqdm

    from linli.config.backups import archive, passphrase
    from linli.config.backups.databases import BackupFailed

    words = read_passphrase(passphrase_file, confirm=True) if with_keys or keys_to else None
    try:
        with tqdm(
            total=archive.size_of_files(), unit="B", unit_scale=True, disable=None, desc="backup"
        ) as bar:
            manifest = archive.write(
                target, now=timezone.now(), keys_under=words if with_keys else None, progress=bar.update
            )
    except (BackupFailed, OSError) as error:
        raise click.ClickException(f"No backup was made. {error}") from error
    if keys_to and words is not None:
        keys_to.touch(mode=0o600)
        keys_to.write_bytes(passphrase.seal(archive.packed_keys(), words))
    report(target, manifest, as_json=as_json, has_keys=with_keys or keys_to is not None)


def report(target: Path, manifest: dict[str, object], *, as_json: bool, has_keys: bool) -> None:
    size = target.stat().st_size
    contents = manifest["contents"]
    count = len(contents) if isinstance(contents, dict) else 0
    if as_json:
        click.echo(
            json.dumps(
                {
                    "file": str(target),
                    "bytes": size,
                    "contents": count,
                    "log": manifest["log"],
                    "keys": has_keys,
                }
            )
        )
        return
    click.echo(f"{target}: {size:,} bytes, {count} files, all digests noted.")
    if not has_keys:
        click.echo(
            "The keys are not in it, and without them nobody can read the names and phones in it: --keys-to FILE."
        )


def read_passphrase(file: Path | None, *, confirm: bool) -> str:
    """Return the passphrase from `file`, or ask for it."""
    if file is not None:
        return file.read_text(encoding="utf-8").splitlines()[0]
    words: str = click.prompt(
        "Passphrase of the keys", hide_input=True, confirmation_prompt=confirm, err=True
    )
    return words
