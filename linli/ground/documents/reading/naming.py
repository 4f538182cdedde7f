"""What may stand between braces in a template: the name of a field, or what it is called. Nothing is evaluated."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

BUILT_IN: Mapping[str, str] = {"number": "文号", "date": "日期", "unit": "署名单位"}
BRACED = re.compile(r"\{([^{}\n]*)\}")


class Wrong(ValueError):
    """A text cannot be; the message is a sentence for whoever wrote it."""


@dataclass(frozen=True)
class Named:
    """The fields by name with what each is called, and the columns of those that are lists."""

    fields: Mapping[str, str]
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def find(self, said: str) -> tuple[str, str]:
        """Return the field and its column ("" = none) that `said` means. Raises Wrong, naming it."""
        first, dot, second = said.strip().partition(".")
        name = _key(first, self.fields)
        column = _key(second, self.columns.get(name, {})) if name and dot else ""
        if not name or bool(dot) != bool(column) or (name in self.columns and not dot):
            raise Wrong(self._sentence(said))
        return name, column

    def _sentence(self, said: str) -> str:
        known = "、".join(sorted(f"{{{label}}}" for label in self.fields.values()))
        return _("没有叫“{%(said)s}”的字段。可以用的有：%(known)s。") % {"said": said, "known": known}


def _key(said: str, named: Mapping[str, str]) -> str:
    if said in named:
        return said
    return next((name for name, label in named.items() if label == said), "")


def check_names(text: str, named: Named) -> None:
    """Raise Wrong where a brace holds no field, or stands alone, or a list stands elsewhere than in the row of a table."""
    for line in text.split("\n"):
        lists = {name for name, column in map(named.find, BRACED.findall(line)) if column}
        if len(lists) > 1 or (lists and not line.strip().startswith("|")):
            raise Wrong(
                _("列表只能放在表格的一行里，一行只能放一个列表：%(line)s") % {"line": line.strip()[:40]}
            )
        if "{" in BRACED.sub("", line) or "}" in BRACED.sub("", line):
            raise Wrong(_("这一行的花括号不成对：%(line)s") % {"line": line.strip()[:40]})
