from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "personal_data.keep": _("核定保管期限、看到期删除的报告、暂缓删除"),
}
