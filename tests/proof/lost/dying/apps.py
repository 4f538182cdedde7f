from django.apps import AppConfig


class Dying(AppConfig):
    name = "tests.proof.lost.dying"
    label = "dying"

    def ready(self) -> None:
        from pathlib import Path

        from django.db.backends.base.base import BaseDatabaseWrapper

        from linli.core.matters.ledger import delivering, sealing
        from linli.flow.intake import actions as intake
        from linli.ground.files import disk
        from tests.proof.lost.dying import between

        between(BaseDatabaseWrapper, "_commit", before="before a commit", after="after a commit")
        between(Path, "replace", before="before a file has its name")
        between(disk, "_sync_folder", before="after a file has its name")
        between(intake, "remember", before="before a receipt is written", after="after a receipt is written")
        between(delivering, "_run", before="before a follower", after="after a follower")
        between(sealing, "_sign", before="before a checkpoint")
