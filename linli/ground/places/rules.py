"""What a locality may choose about its places: `places.toml` in its folder."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class FitRules:
    """How exactly cells must fit, in square metres: the largest overlap that is let pass, the smallest gap reported."""

    overlap: float = 1.0
    gap: float = 10.0


def fit_rules(path: Path | None = None) -> FitRules:
    """Read the rules of the locality; its file may leave them out. Raises ImproperlyConfigured."""
    path = path or Path(settings.LOCALITY) / "places.toml"
    if not path.is_file():
        return FitRules()
    try:
        cells = tomllib.loads(path.read_text(encoding="utf-8")).get("cells", {})
        rules = FitRules(
            overlap=float(cells.get("overlap_square_metres", FitRules.overlap)),
            gap=float(cells.get("gap_square_metres", FitRules.gap)),
        )
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise ImproperlyConfigured(f"{path}: {error}") from error
    if rules.overlap < 0 or rules.gap < 0:
        raise ImproperlyConfigured(f"{path}: square metres cannot be negative")
    return rules
