"""What people wrote, checked together so that every fault is told at once."""

from django.utils.translation import gettext as _

from linli.core.procedures.answers import AnswersWrong


class Said:
    """Collects the faults of one form. `done` raises AnswersWrong if there are any."""

    def __init__(self) -> None:
        self.errors: dict[str, str] = {}

    def text(self, field: str, value: str, sentence: str, *, most: int = 500, required: bool = True) -> str:
        """Return the text without margins; `sentence` is said where it is missing."""
        value = value.strip()
        if required and not value:
            self.wrong(field, sentence)
        if len(value) > most:
            self.wrong(field, _("最多写%(limit)s个字，现在有%(n)s个字。") % {"limit": most, "n": len(value)})
        return value

    def wrong(self, field: str, sentence: str) -> None:
        self.errors.setdefault(field, sentence)

    def done(self) -> None:
        if self.errors:
            raise AnswersWrong(self.errors)
