from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

describe("routing.drafted", _("起草规则“%(draft_name)s”"), lines=("reason",))
describe("routing.draft_changed", _("改了草稿：%(name)s"))
describe("routing.published", _("发布规则“%(draft_name)s”，%(on)s起生效"), lines=("reason",))
describe("routing.taken_back", _("撤回规则“%(draft_name)s”，%(on)s起恢复原来的规则"))
