"""What is asked to load a year's notice, and to correct one day."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from kit.errors import DomainError
from kit.forms import DayField, PageForm
from province.calendar.queries import published_notice
from province.calendar.rules.notice import check_notice, read_notice

FIRST_YEAR, LAST_YEAR = 2004, 2099


class YearForm(PageForm):
    """A year's notice, a line a day or a run of days; left empty, as the calendar package has it."""

    year = forms.IntegerField(label="年份", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    source = forms.CharField(label="依据的通知", max_length=120, help_text="通知名称和文号。")
    notice = forms.CharField(
        label="放假与调休安排",
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="每行一项：“2026-10-01 至 2026-10-07 休 国庆节”或“2026-10-10 班 国庆节调休上班”；"
        "通知写到上一年年末或下一年年初的，一并照写。留空时采用日历数据包中的安排。",
    )

    def clean(self) -> dict[str, object]:
        values = super().clean() or self.cleaned_data
        year, notice = values.get("year"), values.pop("notice", "")
        if year:
            try:
                values["days"] = read_notice(notice) if notice.strip() else published_notice(year)
                check_notice(year, values["days"])
            except DomainError as refused:
                self.add_error("notice", ValidationError(refused.message, refused.code))
        return values


class CorrectionForm(PageForm):
    """One day said to be worked or off, and the document that says so."""

    day = DayField(label="日期")
    working = forms.TypedChoiceField(
        label="当日", choices=[("off", "放假"), ("work", "上班")], coerce=lambda value: value == "work"
    )
    name = forms.CharField(label="名称", max_length=40, help_text="例如 国庆节调休上班。")
    document = forms.CharField(label="依据", max_length=200, help_text="作出更正的文件名称和文号。")

    def __init__(self, data: QueryDict | None, day: date | None) -> None:
        super().__init__(data, initial={"day": day} if day else {})
