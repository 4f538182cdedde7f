"""Issue, correct, void, deliver, acknowledge."""

from linli.flow.outcomes.letters.actions.delivering import acknowledge, deliver, receipt_for
from linli.flow.outcomes.letters.actions.issuing import correct, issue, look, preview, void

__all__ = ["acknowledge", "correct", "deliver", "issue", "look", "preview", "receipt_for", "void"]
