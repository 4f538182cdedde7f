"""The centre's own virus scanner, where it has one: it looks at every file as it was received, before anything else does.

`LINLI_SCANNER` is a command that reads the file from standard input and ends with 0 (clean) or 1 (not clean), as ClamAV's
`clamdscan --no-summary -` does. Whatever else happens, the file is not taken: what could not be looked at is not clean.
"""

import shlex
import subprocess

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from linli.ground.files.refused import FileRefused

log = structlog.get_logger(__name__)
SECONDS = 30
CLEAN, NOT_CLEAN = 0, 1


def scan(data: bytes) -> None:
    """Let the scanner look at `data`, if there is one. Raises FileRefused."""
    command = shlex.split(settings.FILES_SCANNER)
    if not command:
        return
    try:
        done = subprocess.run(  # noqa: S603 (the operator's command; the file goes in by standard input)
            command, input=data, capture_output=True, timeout=SECONDS, check=False
        )
        found = done.returncode
    except (OSError, subprocess.TimeoutExpired):
        found = None
    if found == CLEAN:
        return
    if found == NOT_CLEAN:
        log.warning("files.not_clean")
        raise FileRefused(
            _("这个文件里有病毒或有害程序，没有保存。请换一个文件，并检查您的手机或电脑。"), "virus"
        )
    log.error("files.scanner_failed")
    raise FileRefused(
        _("现在不能检查文件是否安全，所以没有保存。请过几分钟再传；别的内容没有受影响。"), "scanner"
    )
