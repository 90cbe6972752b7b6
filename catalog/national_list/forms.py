"""Forms of the catalogue administrator: a table is handed in, and its columns are set right."""

from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from django import forms
from django.http import QueryDict

from catalog.drugs.words import NationalSection
from catalog.fields.models import TherapeuticField
from catalog.national_list.words import ImportKind
from kit.forms import DayField, PageForm, WordChoice
from kit.sheets.headings import Column, Heading
from kit.sheets.lines import Line, Sheet
from kit.words import say

LONGEST = 24


class UploadForm(PageForm):
    """A table with the day from which it holds."""

    file = forms.FileField(
        label="表格",
        help_text="xlsx、xls 或 csv，不超过 30 MB、60,000 行；编码、表头和列名会自动识别。先列出差异，确认后才保存。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv,.txt"}),
    )
    first = DayField(label="起始日", help_text="表中内容自这一天起有效，此前的记录不变。")
    document = forms.CharField(label="文件号", max_length=80, help_text="依据的文件；表中写有文件号的，以表中的为准。")


class MatchForm(PageForm):
    """Which of the table's columns is which, and what holds for lines that do not say."""

    sheet = forms.CharField(required=False, widget=forms.HiddenInput)
    heading = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None, *, kind: ImportKind, columns: Sequence[Column], sheet: Sheet, heading: Heading,
        initial: Mapping[str, object],
    ) -> None:  # fmt: skip
        super().__init__(data, initial=initial)
        self.columns = columns
        self.fields["sheet"].initial, self.fields["heading"].initial = sheet.name, heading.number
        choices = [("", "表中没有"), *choices_of(sheet, heading)]
        for number, column in enumerate(columns):
            field = forms.ChoiceField(
                label=column.name, choices=choices, required=column.required, help_text=say(column.help)
            )
            field.initial = heading.places.get(column.name, "")
            field.widget.attrs["class"] = "form-select"
            self.fields[f"column_{number}"] = field
        if kind == ImportKind.NATIONAL_LIST:
            self._ask_for_all()

    def _ask_for_all(self) -> None:
        self.fields["section"] = WordChoice(
            NationalSection, label="未写目录部分的行", required=False, empty_value=None,
            choices=lambda: [("", "不指定"), *NationalSection.as_choices()],
        )  # fmt: skip
        self.fields["field"] = forms.ModelChoiceField(
            TherapeuticField.objects.order_by("name"), label="未写治疗领域的新药", required=False, empty_label="不指定",
            help_text="已登记的药品保留原来的治疗领域。",
        )  # fmt: skip
        for name in ("section", "field"):
            self.fields[name].widget.attrs["class"] = "form-select"

    def clean(self) -> dict[str, object]:
        values = super().clean() or self.cleaned_data
        places = [place for number in range(len(self.columns)) if (place := values.get(f"column_{number}"))]
        for place in {place for place in places if places.count(place) > 1}:
            names = [c.name for number, c in enumerate(self.columns) if values.get(f"column_{number}") == place]
            self.add_error(None, forms.ValidationError(f"{'、'.join(names)} 不能是表中的同一列。", "COLUMN_TWICE"))
        return values

    @property
    def places(self) -> Mapping[str, int]:
        """Where each column stands, as it was said."""
        answers = ((column.name, self.cleaned_data[f"column_{number}"]) for number, column in enumerate(self.columns))
        return {name: int(place) for name, place in answers if place}


def choices_of(sheet: Sheet, heading: Heading) -> list[tuple[str, str]]:
    """Return the columns of a table with what their head says and what the first line below holds."""
    head = next((line for line in sheet.lines if line.number == heading.number), Line(0, ()))
    below = next((line for line in sheet.lines if line.number > heading.number), Line(0, ()))
    return [
        (str(place), f"{letters(place)} 列 {head.cell(place)[:LONGEST] or '（无名）'}{_sample(below.cell(place))}")
        for place in range(max(len(line.cells) for line in sheet.lines))
        if head.cell(place) or below.cell(place)
    ]


def _sample(cell: str) -> str:
    return f"，如 {cell[:LONGEST]}" if cell else ""


def letters(place: int) -> str:
    """Return how a spreadsheet calls a column: 0 is A, 26 is AA."""
    before, last = divmod(place, len(ascii_uppercase))
    return (letters(before - 1) if before else "") + ascii_uppercase[last]
