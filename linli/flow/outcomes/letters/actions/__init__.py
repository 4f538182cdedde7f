"""Issue, correct, void, deliver, acknowledge."""

from linli.flow.outcomes.letters.actions.delivering import acknowledge, deliver, receipt_for
from linli.flow.outcomes.letters.actions.issuing import correct, issue, preview, void

__all__ = ["acknowledge", "correct", "deliver", "issue", "preview", "receipt_for", "void"]
