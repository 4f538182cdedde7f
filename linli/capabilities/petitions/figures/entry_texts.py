from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.figures.models import Kind, Result
from linli.core.matters.telling import describe

describe("petitions.organ_named", _("写明反映的机关：%(organ_name)s"))
describe(
    "petitions.proposed",
    _("向%(organ_name)s提出建议：%(kind)s"),
    lines=("text",),
    names={"kind": dict(Kind.choices)},
)
describe(
    "petitions.proposal_answered",
    _("书面反馈：%(result)s"),
    lines=("text",),
    names={"result": dict(Result.choices)},
)
describe("petitions.report_drafted", _("起草%(year)s年信访年度报告第%(edition)s版"))
describe("petitions.report_written", _("修改%(year)s年信访年度报告第%(edition)s版"))
describe("petitions.report_recounted", _("%(year)s年信访年度报告第%(edition)s版重新计数"))
describe("petitions.report_published", _("批准并公布%(year)s年信访年度报告第%(edition)s版（%(number)s）"))
describe("petitions.report_discarded", _("丢弃%(year)s年信访年度报告第%(edition)s版草稿"))
