from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe
from linli.flow.outcomes.names import SATISFIED, SOLVED
from linli.flow.outcomes.visits.names import FAILURES, WAYS

describe(
    "outcomes.visited",
    _("回访（%(way)s）：诉求人说%(solved)s，%(satisfied)s"),
    resident=_("回访（%(way)s）记下您说的：%(solved)s，%(satisfied)s。记得不对，请自己评价，以您的为准"),
    lines=("text",),
    names={"way": WAYS, "solved": SOLVED, "satisfied": SATISFIED},
)
describe(
    "outcomes.visit_tried",
    _("回访没有问到（第%(attempt)s次）：%(why)s"),
    resident=_("想回访您，没有问到（第%(attempt)s次）"),
    names={"why": FAILURES},
)
describe(
    "outcomes.not_reached",
    _("回访联系不上，试过%(attempts)s次"),
    resident=_("回访没有联系上您，试过%(attempts)s次。您随时可以在这里评价"),
)
describe("outcomes.invited", _("发短信请诉求人评价"), resident=_("发短信请您评价"))
