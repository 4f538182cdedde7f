"""How the acts on a sealed matter read, to those who hold its key and to whoever brought it."""

from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

OPENED = {"what": {"narrative": _("内容"), "people": _("身份")}}

describe(
    "sealed.opened", _("打开了%(what)s"), resident=_("打开看了您的%(what)s"), lines=("reason",), names=OPENED
)
describe("sealed.opening_asked", _("申请打开身份"), resident=_("申请打开您的身份"), lines=("reason",))
describe("sealed.opening_agreed", _("同意打开身份"), resident=_("第二个人同意打开您的身份"))
describe("sealed.opening_refused", _("不同意打开身份"), resident=_("第二个人不同意打开您的身份"))
describe("sealed.granted", _("把钥匙授权给 %(staff_name)s"), resident=_("授权一位工作人员办理"))
describe("sealed.grant_ended", _("收回了 %(staff_name)s 的钥匙"), resident=_("收回了一位工作人员的钥匙"))
