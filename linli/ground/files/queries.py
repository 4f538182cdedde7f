"""Reading stored files. Whether somebody may is decided by the door, through `visible_to` of what the file belongs to."""

from typing import BinaryIO

from linli.ground.files import disk
from linli.ground.files.models import StoredFile


def open_file(stored: StoredFile, *, thumbnail: bool = False) -> BinaryIO:
    """Open the bytes, or the thumbnail of a picture (320 px, JPEG). Raises FileNotFoundError."""
    return disk.path_of(stored.digest, disk.THUMBNAIL if thumbnail else "").open("rb")


def has_thumbnail(stored: StoredFile) -> bool:
    """Tell whether it is a picture: of those a small one is kept too."""
    return stored.kind.startswith("image/")
