"""Forms of checking a letter."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("文书上的核对码"),
        required=False,
        max_length=60,
        help_text=_("在二维码下面，20个字母和数字，横线可以不写。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("您手里的PDF或Word文件"),
        help_text=_("只算一遍指纹来比对，不保存。"),
        allow_empty_file=True,
        error_messages={"required": _("请选一个文件。")},
    )

    def clean_file(self) -> UploadedFile:
        sent: UploadedFile = self.cleaned_data["file"]
        if (sent.size or 0) > settings.FILES_LIMITS["document_bytes"]:
            raise ValidationError(_("这个文件太大，不会是我们出具的文书。"))
        return sent
