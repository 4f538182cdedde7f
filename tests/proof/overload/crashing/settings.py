from linli.config.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.proof.overload.crashing"]  # noqa: F405
CODE_SENDER = "tests.proof.overload.crashing.sender.Sender"
