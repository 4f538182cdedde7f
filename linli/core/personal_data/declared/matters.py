"""What a matter says, who brought it, its files, its history, and how it is found."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.core.matters import ledger
from linli.core.matters.models import Attachment, Delivery, Entry, Matter, Party
from linli.core.matters.search import store
from linli.core.matters.telling import tell
from linli.core.personal_data.declaring import Copied, holds
from linli.core.personal_data.rows import gone, nothing, plain
from linli.ground.files.actions import discard_now
from linli.ground.people.vault import sealer
from linli.lib.sealing import SealBroken

WRITTEN = ("title", "text", "place", "longitude", "latitude", "code_digest")
SEALED = ("name", "phone", "address")


def copy_text(matter: Matter) -> Copied:
    told = ("number", "title", "text", "place", "longitude", "latitude", "received_at", "closed_at")
    said = {name: plain(getattr(matter, name)) for name in told}
    area = matter.cell or matter.village or matter.town
    return said | {
        "category": matter.category.name if matter.category else "",
        "area": area.name if area else "",
        "unit": matter.unit.name,
    }


def erase_text(matter: Matter, *, now: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        matter.title = gettext("（内容已按规定删除）")
    matter.text = matter.place = matter.code_digest = ""
    matter.longitude = matter.latitude = None
    matter.save(update_fields=WRITTEN)


def copy_parties(matter: Matter) -> Copied:
    return [
        {
            "role": party.get_role_display(),
            "identity": party.get_identity_display(),
            **{name: opened(party, name) for name in SEALED},
        }
        for party in Party.objects.filter(matter=matter).order_by("id")
    ]


def opened(party: Party, name: str) -> str:
    """Return what a sealed column of a party says; "" where the key of this installation does not open it."""
    sealed = bytes(getattr(party, f"{name}_sealed", b"") or b"")
    try:
        return sealer().open(sealed, bound_to=f"party:{party.id}:{name}")
    except SealBroken:
        return ""


def erase_parties(matter: Matter, *, now: datetime) -> None:
    emptied: dict[str, object] = {f"{name}_sealed": b"" for name in SEALED}
    Party.objects.filter(matter=matter).update(contact_index="", **emptied)


def copy_files(matter: Matter) -> Copied:
    rows = Attachment.objects.filter(matter=matter, for_resident=True).select_related("file")
    return [
        {"name": row.name, "kind": row.file.kind, "size": row.file.size, "sha256": row.file.digest}
        for row in rows.order_by("added_at", "id")
    ]


def erase_files(matter: Matter, *, now: datetime) -> None:
    rows = Attachment.objects.filter(matter=matter)
    held: dict[UUID, datetime] = dict(rows.values_list("file_id", "added_at"))
    rows.delete()
    discard_now(held)


def copy_story(matter: Matter, key: bytes = b"") -> Copied:
    """Copy what the resident reads of the history; what the ledger keeps beyond that is told by its number alone. `key`
    opens that of a sealed matter.
    """
    told = [
        {"at": one.at.isoformat(), "who": one.who, "what": one.title, "said": list(one.lines)}
        for one in tell(matter, audience="resident", key=key)
    ]
    return {"told": told, "entries": Entry.objects.filter(subject=matter.id).count()}


def erase_story(matter: Matter, *, now: datetime) -> None:
    Delivery.objects.filter(entry__subject=matter.id).update(error="")
    ledger.erase(matter.id)


def erase_index(matter: Matter, *, now: datetime) -> None:
    store.forget([matter.id])


ANSWERING = _("办理您反映的事、给您答复，并在事后能查到是怎么办的")

holds(
    "matters.text",
    "matters.Matter",
    label=_("事项的标题、内容和地点"),
    purpose=ANSWERING,
    copy=copy_text,
    erase=erase_text,
)
holds(
    "matters.parties",
    "matters.Party",
    label=_("姓名和联系方式"),
    purpose=_("联系您、通知您办理情况、让您凭电话查到自己的事"),
    keep="contact",
    copy=copy_parties,
    erase=erase_parties,
)
holds(
    "matters.files",
    "matters.Attachment",
    "files.StoredFile",
    label=_("照片和文件"),
    purpose=_("看清情况，证明办理的结果"),
    copy=copy_files,
    erase=erase_files,
)
holds(
    "matters.entries",
    "matters.Entry",
    "matters.Delivery",
    label=_("办理经过"),
    purpose=ANSWERING,
    copy=copy_story,
    erase=erase_story,
)
holds(
    "matters.drafts",
    "matters.Draft",
    label=_("工作人员还没有提交的草稿"),
    purpose=ANSWERING,
    **gone("matters.Draft"),
)
holds(
    "matters.search",
    "matters_search",
    label=_("查找用的词"),
    purpose=_("让经办人按事情里的词找到这件事"),
    copy=nothing,
    erase=erase_index,
)
