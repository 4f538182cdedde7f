"""One process that sends what it is told, from several threads; run as a program by `test_again_and_again`.

`python -m tests.proof.overload.sending SHARE OUT`: SHARE holds a JSON list of [key, text]; OUT gets one [key, text, how, digest of
the receipt] for each, `how` being "taken" or "other".
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

THREADS = 2


def main(share: Path, out: Path) -> None:
    import django

    django.setup()
    from django.db import connection
    from django.utils import timezone

    from linli.core.matters.models import Category, Channel
    from linli.flow.intake.actions import OtherContent, receive
    from linli.flow.intake.submission import Spot, Submission
    from linli.ground.people.actor import resident
    from linli.ground.places.models import Area, Level

    category = Category.objects.get(code="W1")
    village = Area.objects.filter(level=Level.VILLAGE).order_by("code").first()
    assert village is not None
    channel = Channel.objects.get(code="portal")

    def send(one: list[str]) -> list[str]:
        key, text = one
        said = Submission(
            key=key,
            capability="requests",
            kind="help",
            text=text,
            channel=channel.code,
            category_id=category.id,
            severity="large",
            spot=Spot(village_id=village.id),
            phone="13800000001",
            name="王小满",
        )
        try:
            how, receipt = "taken", receive(said, actor=resident(), now=timezone.now())
        except OtherContent as other:
            how, receipt = "other", other.receipt
        return [key, text, how, sha256(receipt.to_json().encode()).hexdigest()]

    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(send, json.loads(share.read_text())))
        list(pool.map(lambda _: connection.close(), range(THREADS)))
    out.write_text(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
