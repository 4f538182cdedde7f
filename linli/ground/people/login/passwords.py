"""Passwords that are easily guessed here, besides those that are common everywhere (Django's list of 20,000).

Nothing is asked of what a password is made of: any characters, any length from ten on.
"""

import re

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Words that whoever guesses here tries first. The names of the site are added: see `words_of_this_place`.
WORDS = ("linli", "邻里", "xinfang", "信访", "shequ", "社区", "zongzhi", "综治", "wangge", "网格", "12345")
NO_NAMES = ("localhost", "127", "www")
SHORTEST_NAME = 3  # a shorter one would forbid too much by chance
AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def words_of_this_place() -> set[str]:
    """Return our own words and those by which this site is known, in small letters."""
    site, hosts = settings.SITE, settings.ALLOWED_HOSTS[:1]
    names = {site["name"], site["organisation"], site["code"], *(host.split(".")[0] for host in hosts)}
    known = {name.casefold() for name in names if len(name) >= SHORTEST_NAME and name not in NO_NAMES}
    return known | set(WORDS)


class WordsOfThisPlace:
    """Refuses a password that is little more than words of this place: six characters must be one's own."""

    def __init__(self, own: int = 6) -> None:
        self.own = own

    def validate(self, password: str, user: object = None) -> None:
        left = password.casefold()
        for word in sorted(words_of_this_place(), key=len, reverse=True):
            left = left.replace(word, "")
        if left != password.casefold() and len(left) < self.own:
            raise ValidationError(
                _("这个密码太容易猜到：里面多半是本单位或本系统的名字。请换一个。"), "place"
            )

    def get_help_text(self) -> str:
        return _("不要用本单位或本系统的名字做密码。")


class CommonWithSomethingAround(CommonPasswordValidator):
    """Refuses a common password also with digits or signs before or behind it: password123!, 2024qwerty."""

    def validate(self, password: str, user: object = None) -> None:
        bare = AROUND.sub("", password.casefold())
        if bare != password.casefold() and bare in self.passwords:
            raise ValidationError(
                _("这个密码太常见：只是在常见的密码前后加了数字或符号。请换一个。"), "common"
            )

    def get_help_text(self) -> str:
        return _("不要在常见的密码前后加几个数字就当新密码。")
