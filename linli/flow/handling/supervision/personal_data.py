from django.utils.translation import gettext_lazy as _

from linli.core.personal_data.declaring import holds, nothing_personal
from linli.core.personal_data.rows import columns, together

OF = "supervision__matter"

holds(
    "supervision.words",
    "supervision.Supervision",
    "supervision.Answer",
    "supervision.Listing",
    "supervision.ListingNote",
    "supervision.Mark",
    "supervision.Objection",
    label=_("督办时写的话"),
    purpose=_("督促办理单位办好这件事"),
    **together(
        columns("supervision.Supervision", "question", "demand", "ended_note"),
        columns("supervision.Answer", "done", "result", "measures", "sent_back_reason", path=OF),
        columns("supervision.Listing", "title", "demand", "verified", "result", path=OF),
        columns("supervision.ListingNote", "text", path=f"listing__{OF}"),
        columns("supervision.Mark", "reason", path=OF),
        columns("supervision.Objection", "reason", "decision", path=OF),
        columns("supervision.Objection", "reason", "decision", path=f"mark__{OF}"),
    ),
)
nothing_personal("when a unit gets a mark: a register", "supervision.MarkRule")
