from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter, SealedFile
from linli.core.personal_data.declaring import holds
from linli.core.personal_data.rows import columns
from linli.flow.outcomes.letters.models import Delivery, Letter
from linli.ground.files.actions import discard_now

FILES = ("pdf_id", "docx_id")
SEALED = ("sealed_pdf_id", "sealed_docx_id")


def erase_letters(matter: Matter, *, now: datetime) -> None:
    """Delete letters, what was filled into them and their files. The numbers of a series stay given, without a gap."""
    letters = Letter.objects.filter(matter=matter)
    held: dict[UUID, datetime] = {}
    sealed: set[UUID] = set()
    for issued_at, *files in letters.values_list("issued_at", *FILES, *SEALED):
        held |= {file: issued_at for file in files[: len(FILES)] if file}
        sealed |= {file for file in files[len(FILES) :] if file}
    Delivery.objects.filter(letter__matter=matter).delete()
    letters.update(replaces=None, about=None)
    letters.delete()
    rows = SealedFile.objects.filter(id__in=sealed)
    held |= dict(rows.values_list("file_id", "added_at"))
    rows.delete()
    discard_now(held)


holds(
    "letters.letters",
    "letters.Letter",
    "letters.Delivery",
    label=_("发给您的文书和送达记录"),
    purpose=_("把决定写成文书交给您，证明交到了"),
    copy=columns("letters.Letter", told=("kind", "number", "issued_at", "acknowledged_at"))["copy"],
    erase=erase_letters,
)
