"""Why a file was not taken, in words that its owner can act on."""

from django.utils.functional import Promise


class FileRefused(Exception):
    """The file is not kept and nothing of it stays on disk. `sentence` is for people, `reason` for machines."""

    def __init__(self, sentence: str | Promise, reason: str = "") -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)
        self.reason = reason
