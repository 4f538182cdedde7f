"""A petition is registered, whoever brings it and however."""

from datetime import timedelta

import pytest

from linli.capabilities.petitions.actions import Brought, bring
from linli.capabilities.petitions.models import Petition
from linli.core.clocks.queries import running
from linli.core.matters.models import Delivery
from linli.flow.intake.submission import SubmissionWrong
from linli.ground.people.actor import resident


def test_a_claim_is_registered_with_its_class_its_form_and_the_clock_of_the_law(petitions_office):
    receipt = petitions_office.bring(form="letter")
    row, matter = petitions_office.row(receipt), petitions_office.matter(receipt)
    assert (row.klass, row.form, row.stage) == ("claim", "letter", "first")
    assert [(clock.name, clock.source) for clock in running(matter)] == [
        ("register", "信访工作条例第二十二条")
    ]
    assert matter.state == "registered"
    assert not Delivery.objects.exists(), "whoever follows what was received has nothing left to do"


def test_the_same_submission_again_is_the_same_petition(petitions_office):
    submission = petitions_office.centre.submission(capability="petitions", kind="claim")
    first = bring(Brought(submission, form="window"), actor=resident(), now=petitions_office.now)
    again = bring(
        Brought(submission, form="window"), actor=resident(), now=petitions_office.now + timedelta(hours=1)
    )
    assert again == first
    assert Petition.objects.count() == 1


def test_what_is_no_petition_is_refused_with_a_sentence(petitions_office):
    submission = petitions_office.centre.submission(capability="petitions", kind="claim")
    for wrong in ({"form": "drum"}, {"path": "nowhere"}, {"people_count": 0}):
        with pytest.raises(SubmissionWrong):
            bring(Brought(submission, **wrong), actor=resident(), now=petitions_office.now)
    assert not Petition.objects.exists()
