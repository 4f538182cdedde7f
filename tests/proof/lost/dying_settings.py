"""The settings of the product, and an app that lets its processes die at chosen moments."""

from linli.config.settings import *  # noqa: F403
from linli.config.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [*INSTALLED_APPS, "tests.proof.lost.dying"]
MIDDLEWARE = ["tests.proof.lost.dying.before_the_answer", *MIDDLEWARE]
