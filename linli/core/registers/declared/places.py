"""Divisions and grid cells."""

from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext_lazy

from linli.core.registers.declaration import Register
from linli.ground.people.actor import Actor
from linli.ground.places.actions.edition import new_edition

PLACES = gettext_lazy("地方")
DATED = ("valid_from", "valid_to")


def places_changed(row: Model, act: str, actor: Actor, now: datetime) -> None:
    """Let every process read the places anew."""
    new_edition()


REGISTERS = (
    Register(
        name="areas",
        label=gettext_lazy("行政区划"),
        group=PLACES,
        hint=gettext_lazy("撤销的代码不再使用；改名不换代码（《行政区划代码管理办法》）。"),
        model="places.Area",
        columns=("code", "name", "level", "parent", "valid_to"),
        fields=("level", "code", "name", "parent", *DATED, "successor"),
        search=("code", "name", "aliases__name"),
        parents=("parent", "successor"),
        fixed=("level", "code"),
        ending="valid_to",
        edit="places.edit",
        after=places_changed,
    ),
    Register(
        name="area-aliases",
        label=gettext_lazy("区划别名"),
        group=PLACES,
        model="places.AreaAlias",
        columns=("name", "area", *DATED),
        fields=("area", "name", *DATED),
        search=("name", "area__name", "area__code"),
        key="name",
        ending="valid_to",
        edit="places.edit",
        after=places_changed,
    ),
    Register(
        name="cells",
        label=gettext_lazy("网格"),
        group=PLACES,
        hint=gettext_lazy("新网格和边界从文件导入；这里改名称、类别和停用日期。"),
        model="places.Cell",
        columns=("code", "name", "kind", "village", "valid_to"),
        fields=("code", "name", "kind", *DATED, "successor"),
        search=("code", "name", "village__name"),
        parents=("successor",),
        fixed=("code",),
        ending="valid_to",
        can_add=False,
        edit="places.edit",
        after=places_changed,
    ),
    Register(
        name="cell-texts",
        label=gettext_lazy("网格公示"),
        group=PLACES,
        hint=gettext_lazy("楼道里网格公示牌上的范围、职责和承诺。"),
        model="people.CellText",
        columns=("cell__code", "cell", "extent"),
        fields=("cell", "extent", "duties", "promise"),
        search=("cell__code", "cell__name", "extent"),
        fixed=("cell",),
        key="",
        edit="places.edit",
    ),
    Register(
        name="landmarks",
        label=gettext_lazy("地标"),
        group=PLACES,
        hint=gettext_lazy("大家都认识的地方：学校、老树、桥。没有地图的人靠它说清位置。"),
        model="places.Landmark",
        columns=("name", "cell__code", "cell", "lon", "lat"),
        fields=("name", "cell", "lon", "lat"),
        search=("name", "cell__code", "cell__name"),
        key="",
        edit="places.edit",
    ),
    Register(
        name="houses",
        label=gettext_lazy("门牌"),
        group=PLACES,
        hint=gettext_lazy("一个网格里连续的门牌号。"),
        model="places.HouseNumbers",
        columns=("cell__code", "cell", "lane", "first", "last"),
        fields=("cell", "lane", "first", "last"),
        search=("cell__code", "cell__name", "lane"),
        key="",
        edit="places.edit",
    ),
)
