"""How letters are numbered, kept by the centre."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from linli.core.registers.declaration import Register, register
from linli.ground.documents.models import IssuedNumber, NumberSeries
from linli.ground.documents.numbers import PatternWrong, check_pattern
from linli.ground.people.actor import Actor

LETTERS = _("文书")


def true_series(row: NumberSeries, actor: Actor) -> None:
    """Refuse a pattern that cannot be, and another beginning for a year in which numbers were given."""
    try:
        check_pattern(row.pattern)
    except PatternWrong as wrong:
        raise ValidationError({"pattern": str(wrong)}) from wrong
    before = NumberSeries.objects.filter(pk=row.pk).first()
    unchanged = before is not None and (before.first, before.first_year) == (row.first, row.first_year)
    if unchanged or row.first_year is None:
        return
    if row.first < 1 or IssuedNumber.objects.filter(series=row, year=row.first_year).exists():
        raise ValidationError({"first": _("这一年已经发过号，不能再改从第几号起。")})


register(
    Register(
        name="number-series",
        label=_("文号"),
        group=LETTERS,
        hint=_(
            "文书怎样编号。各单位自己编号的，给单位加一行，代码相同。每年从1号起，作废的号留着，不再使用。"
        ),
        model="documents.NumberSeries",
        columns=("code", "name", "unit", "pattern"),
        fields=("code", "name", "unit", "pattern", "first_year", "first"),
        search=("code", "name", "unit__name", "pattern"),
        fixed=("code", "unit"),
        check=true_series,
    )
)
