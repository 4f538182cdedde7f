"""Brings matters and asks their residents something, so that messages are due. `python -m … HOW_MANY FIRST` prints the ids; `--work` does
as the worker would until nothing is due."""

import json
import sys
from datetime import timedelta


def main(many, first, works):
    import django

    django.setup()
    from django.utils import timezone

    from linli.config.commands.worker import Turns, duties
    from linli.core.matters.models import Category
    from linli.flow.handling import actions as handling
    from linli.flow.intake.actions import receive
    from linli.flow.intake.submission import Spot, Submission
    from linli.ground.people.actor import resident
    from linli.ground.people.models import Staff
    from linli.ground.people.queries import actor_of
    from linli.ground.places.models import Area, Level

    handler = actor_of(Staff.objects.get(username="shuiwu"), on=timezone.localdate())
    category = Category.objects.get(code="W1")
    village = Area.objects.filter(level=Level.VILLAGE).order_by("code").first()
    made = []
    for number in range(first, first + many):
        said = Submission(
            key=f"job-{number}", capability="requests", kind="help", text="村口的自来水管漏水。", channel="portal",
            category_id=category.id, severity="large", spot=Spot(village_id=village.id),
            phone=f"138{number:08}", name="王小满",
        )  # fmt: skip
        receipt = receive(said, actor=resident(), now=timezone.now())
        handling.claim(receipt.matter_id, actor=handler, now=timezone.now())
        handling.ask(receipt.matter_id, text="哪一段漏？", actor=handler, now=timezone.now())
        made.append(receipt.matter_id.hex)
    if works:
        turns = Turns(duties(timedelta(seconds=1)))
        while turns.take(now=timezone.now(), everything=True):
            pass
        assert not turns.failed
    print(json.dumps(made))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), "--work" in sys.argv)
