"""What `linli.lib.spreadsheets` says about a table that cannot be read, so that it is in our catalogues.

The library knows no gettext; whoever shows its sentences passes them through `_()`.
"""

from django.utils.translation import gettext_noop as _

SENTENCES = (
    _("文件是空的。请选择有内容的表格。"),
    _("文件太大。请拆成几个文件分别导入。"),
    _("表格行数太多。请拆成几个文件分别导入。"),
    _("这是旧版 Excel 文件（.xls）。请另存为 .xlsx 或 CSV 再导入。"),
    _("这个文件不是 CSV 或 XLSX 表格，或者已经损坏。"),
    _("第一行没有列名。请在第一行写上各列的名称。"),
    _("缺少必需的列。"),
    _("这一行的列数比表头多。"),
    _("这一行有无法识别的字符（编码错误）。"),
)
