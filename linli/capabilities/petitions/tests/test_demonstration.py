"""In the demonstration there are petitions at every stage of their way, one of them sealed."""

import pytest
from django.utils import timezone

from linli.capabilities.petitions.demonstration.scripts import SCRIPTS
from linli.capabilities.petitions.figures.demonstration import MANY
from linli.capabilities.petitions.figures.models import Report
from linli.capabilities.petitions.models import CarryingOut, Petition
from linli.config.demonstration.load import load_demonstration
from linli.core.matters.models import Matter
from linli.flow.outcomes.letters.models import Letter
from linli.ground.people.actor import SYSTEM

STATES = {
    *("registered", "routed", "disputed", "referred", "not_accepted", "handling", "answered"),
    *("reviewing", "reviewed", "re_reviewing", "ended", "closed", "withdrawn"),
}


@pytest.mark.slow
@pytest.mark.lengthy
def test_petitions_stand_at_every_stage(db, settings, tmp_path):
    settings.DEMONSTRATION = True
    settings.VAR = tmp_path
    load_demonstration(now=timezone.now(), matters=2)
    matters = Matter.objects.visible_to(SYSTEM, sealed=True).filter(capability="petitions")
    assert matters.count() == Petition.objects.count() == len(SCRIPTS) + MANY
    assert STATES - set(matters.filter(is_sealed=False).values_list("state", flat=True)) == set()
    assert matters.filter(is_sealed=True).count() == 2
    assert Report.objects.get().is_published
    assert set(CarryingOut.objects.values_list("was_late", flat=True)) == {None, True, False}
    assert set(Letter.objects.values_list("kind", flat=True)) == {"petition_acceptance", "petition_opinion"}
