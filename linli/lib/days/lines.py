"""One step of an explanation, in a form that can be shown in any language later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

CIVIL_CODE_201 = "civil_code_201"
CIVIL_CODE_202 = "civil_code_202"
CIVIL_CODE_203 = "civil_code_203"
CIVIL_CODE_204 = "civil_code_204"


@dataclass(frozen=True)
class Line:
    """`code` says what was done (counted, skipped, rolled …), `params` with which days, `source` by which rule.

    `source` is the code of an article (`civil_code_203`), or the name of the notice or rule as the data gives it.
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""

    def plain(self) -> dict[str, Any]:
        """Return the line as JSON can hold it: days and times as ISO text."""
        shown = {k: v.isoformat() if isinstance(v, date | datetime) else v for k, v in self.params.items()}
        return {"code": self.code, "params": shown, "source": self.source}
