from datetime import timedelta

from django.apps import AppConfig


class CrashingConfig(AppConfig):
    name = "tests.proof.overload.crashing"
    label = "proof_crashing"

    def ready(self):
        from linli.core.matters.ledger import delivering, following
        from linli.doors.notices import sending, times
        from tests.proof.overload.crashing.followers import crashing

        for name, follower in following._followers.items():
            crashes = crashing(follower)
            following._followers[name] = crashes
        following._by_verb.update(
            {
                verb: tuple(following._followers[one.name] for one in found)
                for verb, found in following._by_verb.items()
            }
        )
        delivering.FIRST_PAUSE, delivering.LONGEST_PAUSE = timedelta(seconds=0.05), timedelta(seconds=0.5)
        delivering.BATCH = 20
        delivering.deliver_pending.__kwdefaults__["limit"] = 20
        times.FIRST_PAUSE, times.LONGEST_PAUSE = timedelta(seconds=0.05), timedelta(seconds=0.5)
        times.Times.is_quiet = lambda self, matter, *, now: False
        sending.CUT_OFF_AFTER = timedelta(seconds=3)
