"""What is wrong with a file as a whole, in the reader's language."""

import click
from django.utils.translation import gettext as _

from linli.lib.geojson import NotGeoJSON
from linli.lib.spreadsheets import Unreadable


def refusal(error: NotGeoJSON | Unreadable) -> click.ClickException:
    """Return the error that ends the command with one sentence."""
    words = {
        "too_large": _("文件太大。请拆成几个文件分别导入。"),
        "too_many_rows": _("表格行数太多。请拆成几个文件分别导入。"),
        "not_geojson": _("这个文件不是 GeoJSON，或者已经损坏。"),
        "other_crs": _("文件的坐标不是经纬度。请先转换为经纬度坐标再导入。"),
        "empty": _("文件是空的。请选择有内容的表格。"),
        "old_excel": _("这是旧版 Excel 文件（.xls）。请另存为 .xlsx 或 CSV 再导入。"),
        "not_a_table": _("这个文件不是 CSV 或 XLSX 表格，或者已经损坏。"),
        "no_header": _("第一行没有列名。请在第一行写上各列的名称。"),
        "missing_column": _("缺少必需的列。"),
    }
    return click.ClickException(
        words.get(error.reason, str(error)) + "、".join(getattr(error, "columns", ()))
    )
