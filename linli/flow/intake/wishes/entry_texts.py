from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

describe("intake.messages_declined", _("不再要短信"), resident=_("不再给您发这件事的短信"))
describe("intake.messages_wanted", _("又要短信了"), resident=_("又给您发这件事的短信"))
