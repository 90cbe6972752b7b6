"""Forms of the catalogue administrator."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kit.forms import PageForm

MOST_BYTES = 8 * 1024 * 1024


class TableForm(PageForm):
    """The table of the national list, first as a file, then as the text that was shown."""

    file = forms.FileField(
        label="目录表格（CSV）",
        required=False,
        help_text="UTF-8 编码，首行为列名。先试算并逐行列出差异，确认后才保存；有一处不对则全部不保存。",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def clean(self) -> dict[str, object]:
        values = super().clean() or self.cleaned_data
        if values.get("file"):
            values["text"] = self._text_of(values["file"])
        if not values.get("text"):
            self.add_error("file", forms.ValidationError("请选择文件。", "FILE_MISSING"))
        return values

    def _text_of(self, file: UploadedFile) -> str:
        if (file.size or 0) > MOST_BYTES:
            self.add_error("file", forms.ValidationError("文件不能超过 8 MB。", "FILE_TOO_LARGE"))
            return ""
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error("file", forms.ValidationError("文件不是 UTF-8 编码的文本。", "FILE_NOT_TEXT"))
            return ""
