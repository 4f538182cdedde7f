"""What a text is about, learned from texts whose answer is known: plain arrays, no network, the same every time."""

from linli.flow.routing.suggesting.classifier.grams import Written
from linli.flow.routing.suggesting.classifier.measuring import Measured, cross_validated, judged
from linli.flow.routing.suggesting.classifier.model import Model, train

__all__ = ["Measured", "Model", "Written", "cross_validated", "judged", "train"]
