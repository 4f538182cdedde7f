"""A supervision from its first to its last page, on a phone and on a desk, large and in English: whole, legible, flawless."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from linli.core.clocks.actions import tick
from linli.flow.handling.supervision import actions
from linli.flow.handling.supervision.models import Listing, Mark, Supervision
from linli.flow.handling.supervision.queries.marks import proposed_marks
from linli.flow.handling.supervision.queries.reading import posts_in_charge
from linli.testing.browser import BROWSER, DESK, PHONE

pytestmark = BROWSER
MODES = {"desk": {"width": DESK}, "phone": {"width": PHONE, "large": True}, "english": {"english": True}}


@pytest.fixture
def supervised(drawn):
    """A listed supervision that was answered once and sent back, a mark that was objected to, one that is proposed."""
    now, cast = timezone.now(), drawn.cast
    begun, water = now - timedelta(days=60), cast.water.id
    leader, head = cast.leader.actor, cast.head.actor

    def ask(text, at, **changes):
        matter = drawn.matter(drawn.bring(now=at, text=text))
        said = {
            "question": "为什么还没有修好？",
            "demand": "修好并说明原因。",
            "trigger": "overdue",
            **changes,
        }
        return actions.issue(matter.id, addressee_id=water, actor=leader, now=at, **said)

    ask("水表一直转。", begun)
    ask("阀门关不上。", begun + timedelta(minutes=1))
    tick(now=now)
    drawn.settle(now=now)
    one, _other = proposed_marks(actor=leader, now=now)
    mark = actions.give(one.key, reason="两个月没有回复", demand="书面说明", actor=leader, now=now)
    actions.object_to_mark(mark.id, reason="当时停电", actor=head, now=now)
    lead = ask("水管漏水。", now, level="leader")
    post = posts_in_charge(lead, on=timezone.localdate(now))[0]
    words = {"title": "柳湾村供水管道抢修", "demand": "按期修好。", "post_id": post.id}
    actions.put_on_list(lead.id, actor=leader, now=now, **words)
    actions.note(lead.id, text="管材已经到场。", actor=leader, now=now)
    actions.answer(lead.id, done="看了现场", result="还在修", measures="明天换管", actor=head, now=now)
    actions.send_back(lead.id, reason="没有说哪天修好", actor=leader, now=now)
    return drawn


def addresses(leader):
    lead = Supervision.objects.get(level="leader", stage="sent_back")
    key = proposed_marks(actor=leader, now=timezone.now())[0].key
    return [
        ("leader", reverse("desk:supervision") + "?view=all"),
        ("leader", reverse("desk:supervision-one", args=[lead.number])),
        ("leader", reverse("desk:supervision-effects")),
        ("leader", reverse("desk:supervision-marks")),
        ("leader", reverse("desk:supervision-mark-proposed", args=[key])),
        ("leader", reverse("desk:supervision-unit", args=[lead.addressee_id])),
        ("handler", reverse("desk:supervision-one", args=[lead.number])),
        ("handler", reverse("desk:supervision-letter", args=[lead.number])),
        ("handler", reverse("desk:supervision-mark", args=[Mark.objects.get().id])),
        ("handler", reverse("desk:matter", args=[lead.matter.number])),
        ("handler", reverse("portal:supervised")),
        ("handler", reverse("portal:supervised-one", args=[Listing.objects.get().number])),
    ]


@pytest.mark.parametrize("mode", MODES)
def test_every_page_of_supervision_is_whole(supervised, visit, mode):
    faults = []
    for person, address in addresses(supervised.cast.leader.actor):
        tab = visit(**MODES[mode])
        tab.log_in(getattr(supervised.cast, person))
        status = tab.go(address)
        broken = [
            f"{one['id']}: {one['nodes'][0]['target']}" for one in Axe().run(tab.page).response["violations"]
        ]
        if status != 200 or broken or tab.complaints or tab.overflow > 0:
            faults.append((address, status, broken, tab.complaints, tab.overflow))
        tab.context.close()
    assert faults == []
