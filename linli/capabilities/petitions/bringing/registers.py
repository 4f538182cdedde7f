"""The other lawful ways as a register of the centre."""

from django.utils.translation import gettext_lazy as _

from linli.core.registers.declaration import Register, register

register(
    Register(
        name="ways",
        label=_("法定途径"),
        group=_("信访"),
        hint=_(
            "不归信访的事该去哪里：地址、电话、开门时间、带什么。门户上公开，也写进告知书。出厂的只有一般说法，请按代码添上本地的地址。"
        ),
        model="petitions_bringing.Way",
        columns=("code", "name", "path", "address", "phone", "hours", "valid_to"),
        fields=(
            *("code", "name", "path", "applies", "place", "address", "phone", "hours", "bring", "article"),
            *("valid_from", "valid_to"),
        ),
        search=("name", "applies", "place"),
        key="code",
        fixed=("code",),
        ending="valid_to",
    )
)
