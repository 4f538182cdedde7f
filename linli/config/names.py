"""Every name that an operator may set, with its default and one sentence. docs/operate/settings.md shows this table.

`python -m linli.config.names` prints the table; a test holds it against the code and against the page.
"""

NAMES: dict[str, tuple[str, str]] = {
    # where things are
    "LINLI_SETTINGS": ("linli.env beside the program", "The settings file. The environment wins over it."),
    "LINLI_VAR": ("var beside the program", "The data folder: keys, files, static files, the SQLite database."),
    "LINLI_LOCALITY": ("localities/demonstration", "The folder with the data of this deployment: procedures, limits, routing, texts."),
    "LINLI_DATABASE": ("SQLite in the data folder", "The database, as postgres://user:password@host:5432/name."),
    "LINLI_DATABASE_REPLICA": ("", "A copy of that database which follows it, for figures, searches in them and exports; never for acts."),
    "LINLI_DATABASE_POOL": ("0", "Connections that each process keeps in a pool of its own; 0 means one for each thread that works."),
    "LINLI_DATABASE_POOLER": ("0", "1 when a pooler in transaction mode (pgbouncer) stands before the database."),
    "LINLI_CELL": ("", "The cell of this centre, where many share one PostgreSQL: `linli serve` and `linli worker` start in its schema only."),
    "LINLI_ERASED": ("erased.jsonl in the data folder", "The file of tombstones: what was erased, so that no old backup brings it back. Best on another disk."),
    "LINLI_VENV": (".venv beside run.py", "Where run.py keeps its Python environment."),
    # who the site is
    "LINLI_SITE_NAME": ("from the locality", "The name of the site in the head of every page."),
    "LINLI_SITE_ORGANISATION": ("", "The organisation that answers for the site, in the foot of every page."),
    "LINLI_SITE_PHONE": ("", "The telephone that residents can call, in the foot of every page."),
    "LINLI_SITE_CODE": ("", "The government site identifier (政府网站标识码)."),
    "LINLI_SITE_ICP": ("", "The ICP filing number (ICP备案号)."),
    "LINLI_SITE_POLICE": ("", "The public security filing number (公安备案号)."),
    "LINLI_KEEP_SECONDS": ("1.0", "Seconds for which a process keeps what it read of registers before it looks again; 0 keeps nothing."),
    "LINLI_TIME_ZONE": ("Asia/Shanghai", "The time zone in which limits are counted and dates are shown."),
    "LINLI_CALENDAR": ("cn", "The calendar by which new limits are counted: its code in the registers, or the name of a file in the locality's calendars folder."),
    # safety
    "LINLI_HOSTS": ("localhost,127.0.0.1,[::1]", "The names under which the site is reached, separated by commas."),
    "LINLI_ORIGINS": ("", "Further origins that may send forms, as https://name, separated by commas."),
    "LINLI_HTTPS": ("0", "1 when residents reach the site by HTTPS: secure cookies, redirect from HTTP, HSTS."),
    "LINLI_PROXIES": ("0", "How many trusted proxies stand before the site; without it addresses in X-Forwarded-For are not believed."),
    "LINLI_SECRET_KEY": ("made in the data folder", "The key that signs sessions. Leave it out and a good one is made (keys/session.key)."),
    "LINLI_REQUIRE_SECOND_FACTOR": ("1 (0 in a demonstration)", "Whether staff must have an app or a passkey besides their password."),
    "LINLI_STAFF_IDLE_MINUTES": ("30", "Minutes without a click after which staff are signed out."),
    "LINLI_STAFF_HOURS": ("10", "Hours after which staff are signed out in any case."),
    "LINLI_RESIDENT_MINUTES": ("120", "Minutes for which a resident's shown code opens their matters."),
    "LINLI_OIDC_ISSUER": ("", "The address of an OpenID Connect provider at which residents may confirm who they are; without it they do so at the window."),
    "LINLI_OIDC_CLIENT": ("", "The name under which that provider knows this site."),
    "LINLI_OIDC_SECRET": ("", "The secret agreed on with that provider."),
    "LINLI_OIDC_LABEL": ("统一身份认证", "What residents call that provider."),
    "LINLI_OIDC_CLAIM": ("name", "The claim in which that provider gives the name; it is compared and forgotten."),
    "LINLI_OPENED_MINUTES": ("15", "Minutes for which a sealed matter stays open in a browser once it was opened."),
    "LINLI_KEY_STRETCH": ("1", "What each guess of a password or code that guards sealed matters costs: 1 is 64 MiB of memory, 2 is 256 MiB."),
    "LINLI_CODE_SENDER": ("none (the console in a demonstration)", "The Python path of what sends one-time codes and messages to telephones."),
    "LINLI_ADDRESS": ("the first of LINLI_HOSTS", "The address of the site, as https://name; it stands in the QR code of every letter."),
    "LINLI_FONTS": ("", "A folder with the centre's own fonts for letters (仿宋_GB2312, 小标宋, 黑体, 楷体); without it the free ones that ship."),
    "LINLI_SCANNER": ("", "A command that looks at each uploaded file for viruses: reads it from standard input, ends with 0 when clean, 1 when not."),
    "LINLI_IMAGE_MEGABYTES": ("20", "The largest photo that is taken in."),
    "LINLI_DOCUMENT_MEGABYTES": ("20", "The largest document that is taken in."),
    # how it runs
    "LINLI_HOST": ("127.0.0.1", "The address on which `linli serve` listens."),
    "LINLI_PORT": ("8000", "The port on which `linli serve` listens."),
    "LINLI_PROCESSES": ("one per core, at most 4", "Web processes."),
    "LINLI_THREADS": ("4", "Requests that each web process works on at once; as many connections to the database."),
    "LINLI_WAITING": ("64", "Requests that may wait in each web process; then those that matter least are sent away for a while."),
    "LINLI_LIFETIME": ("0", "Seconds after which a web process is replaced; 0 means never."),
    "LINLI_STATIC_HASHED": ("1 (0 with LINLI_DEBUG)", "Serve collected static files under names that change with their content."),
    "LINLI_LOG_STYLE": ("json (text in a demonstration)", "json or text."),
    "LINLI_LOG_LEVEL": ("INFO (WARNING in a demonstration)", "The least important level that is logged."),
    # other than real work
    "LINLI_DEMONSTRATION": ("0 (1 by run.py where nothing is configured)", "1 makes this the demonstration county with its public passwords. Never for real work."),
    "LINLI_DEBUG": ("0", "1 on a developer's machine: error pages show the program's memory."),
    "LINLI_DATA": ("", "Tests only: a folder of real data sets; tests that need one are skipped without it."),
    "LINLI_TEST_POSTGRES": ("", "Tests only: a PostgreSQL server to use instead of starting one."),
    "LINLI_EVIDENCE": ("", "Tests only: the file to which they add, as JSON lines, what they found of each promise."),
    "LINLI_TEST_LONG": ("", "Tests only: 1 takes the time to look at everything: every viewer, every page in every mode, lengthy tests on both databases."),
}  # fmt: skip


def table() -> str:
    """Return the names as the table of the page."""
    rows = [f"| `{name}` | {default or '—'} | {sentence} |" for name, (default, sentence) in NAMES.items()]
    return "\n".join(["| name | default | what it sets |", "|---|---|---|", *rows]) + "\n"


if __name__ == "__main__":
    import click

    click.echo(table(), nl=False)
