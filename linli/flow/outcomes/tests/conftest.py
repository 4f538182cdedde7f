"""A matter on its way to its end, through the real actions."""

import io
from dataclasses import dataclass
from datetime import timedelta

import pytest
from PIL import Image

from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.evidence import actions as evidence
from linli.ground.files.actions import store_image
from linli.testing.makers import MONDAY, Centre

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass
class Course:
    """One matter of the centre and how late it is in its story."""

    centre: Centre
    receipt: object
    now: object = MONDAY

    @property
    def id(self):
        return self.receipt.matter_id

    @property
    def matter(self):
        return self.centre.matter(self.receipt)

    @property
    def me(self):
        return self.centre.requester(self.receipt)

    def later(self, span=HOUR):
        self.now += span
        return self.now

    def settle(self):
        self.centre.settle(now=self.now)

    def who(self, name):
        return getattr(self.centre.cast, name).actor

    def claim(self, who="handler"):
        handling.claim(self.id, actor=self.who(who), now=self.later())
        return self

    def contact(self, who="handler"):
        handling.contact(self.id, text="打过电话", actor=self.who(who), now=self.later())
        return self

    def reply(self, who="handler", **more):
        outcomes.reply(self.id, text="水管换好了。", actor=self.who(who), now=self.later(), **more)
        self.settle()
        return self

    def close(self, outcome="solved", who="handler", reason=""):
        outcomes.close(self.id, outcome=outcome, reason=reason, actor=self.who(who), now=self.later())
        self.settle()
        return self

    def photo(self, role="after", who="handler", **more):
        file = store_image(picture(), now=self.later())
        return evidence.add_evidence(
            self.id, file=file, name="照片.jpg", role=role, actor=self.who(who), now=self.now, **more
        )

    def ended(self):
        return self.claim().contact().reply().close()


def picture(colour="#377"):
    held = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(held, "JPEG")
    held.seek(0)
    return held


@pytest.fixture
def course(centre):
    """A leak reported by a resident who left a telephone, with the water department."""
    return Course(centre, centre.bring())
