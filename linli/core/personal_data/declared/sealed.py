"""What a sealed matter says: encrypted, so that with its keys gone nobody reads it, in whatever copy it still lies."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import KeyHolder, Matter, OpeningRequest, Recusal, SealedFile, SealedText
from linli.core.personal_data.declaring import Copied, holds, nothing_personal
from linli.ground.files.actions import discard_now


def copy_sealed(matter: Matter) -> Copied:
    """Tell which parts there are: what they say opens with the code on the slip, on the page of the matter."""
    if not matter.is_sealed:
        return None
    names = list(SealedText.objects.filter(matter=matter).order_by("name").values_list("name", flat=True))
    return {"parts": names, "files": SealedFile.objects.filter(matter=matter).count()}


def erase_sealed(matter: Matter, *, now: datetime) -> None:
    """Delete what is encrypted and every wrapped key: also a copy of it elsewhere opens no more."""
    SealedText.objects.filter(matter=matter).delete()
    OpeningRequest.objects.filter(matter=matter).delete()
    files = SealedFile.objects.filter(matter=matter)
    held: dict[UUID, datetime] = dict(files.values_list("file_id", "added_at"))
    files.delete()
    discard_now(held)
    KeyHolder.objects.filter(matter=matter).delete()
    Recusal.objects.filter(matter=matter).delete()


holds(
    "matters.sealed",
    "matters.SealedText",
    "matters.SealedFile",
    "matters.KeyHolder",
    "matters.OpeningRequest",
    "matters.Recusal",
    label=_("密封的内容、身份和文件"),
    purpose=_("办理检举控告，不让被反映的人知道"),
    copy=copy_sealed,
    erase=erase_sealed,
)
nothing_personal("public halves of keys: nothing opens with them", "matters.MatterKey")
