"""Photos of a draft: kept as stored files as soon as they arrive, so that no later error loses them."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from linli.doors.portal.draft import Draft
from linli.flow.intake.submission import MOST_PHOTOS
from linli.ground.files.actions import FileRefused, store_image

MOST = MOST_PHOTOS


def take(writing: Draft, uploads: Sequence[UploadedFile], *, now: datetime) -> dict[str, str]:
    """Keep the uploads with the draft; what could not be kept is said in one sentence for the field `photos`."""
    refused: list[str] = []
    for upload in uploads:
        if len(writing.photos) >= MOST:
            refused.append(_("最多放%(limit)s张照片，多出来的没有加上。") % {"limit": MOST})
            break
        try:
            stored = str(store_image(upload, now=now).id)
        except FileRefused as wrong:
            refused.append(_("“%(name)s”没有加上：%(why)s") % {"name": upload.name, "why": wrong.sentence})
        else:
            if stored not in writing.photos:
                writing.photos.append(stored)
    return {"photos": " ".join(refused)} if refused else {}


def drop(writing: Draft, act: str) -> None:
    """Take out the photo that `act` names ("drop-2" is the second)."""
    word, _dash, place = act.partition("-")
    if word == "drop" and place.isdecimal() and 1 <= int(place) <= len(writing.photos):
        del writing.photos[int(place) - 1]
