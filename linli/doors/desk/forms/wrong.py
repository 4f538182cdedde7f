"""What an action found wrong, shown in the form that asked for it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.forms import BaseForm

from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen

FAULTY, CONFLICT = 422, 409


@dataclass
class Attempt:
    """How an act went: the status of the page that shows its form again, 200 where nothing was wrong."""

    status: int = 200

    @property
    def went_well(self) -> bool:
        return self.status == 200


@contextmanager
def attempt(form: BaseForm, *, otherwise: str | None = None) -> Iterator[Attempt]:
    """Try an act; what it finds wrong, or why it is not open now, is put into the form as `show_wrong` does.

    What the act returns is there only where it went well.
    """
    tried = Attempt()
    try:
        yield tried
    except AnswersWrong as wrong:
        show_wrong(form, wrong.errors, otherwise=otherwise)
        tried.status = FAULTY
    except StepNotOpen as closed:
        form.add_error(None, str(closed))
        tried.status = CONFLICT


def show_wrong(form: BaseForm, errors: Mapping[str, str], *, otherwise: str | None = None) -> None:
    """Put each sentence beside its field; what the form has no field for stands at `otherwise`, or above the form."""
    for name, sentence in errors.items():
        form.add_error(name if name in form.fields else otherwise, sentence)
