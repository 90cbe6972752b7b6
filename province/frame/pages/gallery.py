"""Every component on one page, with invented people, for whoever builds a page. In development only."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django_filters import CharFilter, FilterSet

from acts.rules import Outcome, Verdict
from kit.clock import SHANGHAI
from kit.forms import AmountField, DayField, PageForm, WordChoice
from kit.pages.parts import Moment, Sheet, Tone
from kit.pages.table import ChoiceColumn, Column, Table
from kit.period import Period
from kit.words import say
from province.areas.models import Area
from province.areas.words import AgencyKind, AreaLevel
from province.calendar.rules.workdays import Deadline
from province.frame.access import ANYONE, page
from province.frame.nav import Waiting
from province.law.queries.policy import article
from province.staff.words import Role

TODAY = date(2026, 11, 21)


class SampleForm(PageForm):
    drug = forms.CharField(label="申请使用药品", help_text="按通用名和医保目录剂型填写。")
    agency = WordChoice(AgencyKind, label="机构类别")
    day = DayField(label="申请时间", help_text="由责任医师确定，不得晚于签章当日。")
    cost = AmountField(label="单次费用", required=False)
    level = WordChoice(AreaLevel, label="层级", widget=forms.RadioSelect)
    basis = forms.CharField(label="申请依据", widget=forms.Textarea(attrs={"rows": 3}), required=False)


class AreaFilter(FilterSet):
    name = CharFilter(label="名称", lookup_expr="contains")
    code = CharFilter(label="代码开头", lookup_expr="startswith")

    class Meta:
        model = Area
        fields = ["name", "code"]


class AreaTable(Table):
    caption = "行政区划"
    columns = (
        Column("code", "区划代码", sort="code"),
        Column("name", "名称", sort="name"),
        ChoiceColumn("level", "层级", sort="level"),
        Column("parent_id", "上级代码", sort="parent_id", numeric=True),
    )
    order = "code"
    filters = AreaFilter
    export_name = "行政区划"
    page_size = 8
    empty = "还没有载入行政区划。"
    hint = "运行 make seed 载入示范省份后再看。"


def _timeline() -> list[Moment]:
    at = datetime(2026, 11, 2, 9, 12, tzinfo=SHANGHAI)
    days = timedelta(days=1)
    return [
        Moment(
            at,
            "周明",
            Role.PHYSICIAN.label,
            "签署使用申请，申请时间定为 2026-11-02",
            source=article("application.sign"),
        ),
        Moment(at + days, "刘芳", Role.INSURANCE_OFFICE.label, "签署意见并报送", tone=Tone.FINE),
        Moment(
            at + 2 * days,
            "陈静",
            Role.CLERK.label,
            "退回补正，一次告知",
            why="缺证明疾病及病情程度必需的医疗文书；身份证复印件不清。",
            source=article("application.return"),
            tone=Tone.SOON,
        ),
        Moment(
            at + 5 * days, "陈静", Role.CLERK.label, "审核期限起算", source=article("review_overdue"), tone=Tone.FINE
        ),
    ]


def _verdicts() -> list[Verdict]:
    return [
        Verdict(
            "NOT_INSURED_HERE",
            "参保状态正常，享受待遇",
            Outcome.PASSED,
            article("NOT_INSURED_HERE"),
            "职工医保，长沙市，2026 年 11 月在保。",
        ),
        Verdict(
            "FIELD_DIFFERS",
            "由已公布的同治疗领域责任医师签名",
            Outcome.FAILED,
            article("FIELD_DIFFERS"),
            "签名医师周明的治疗领域是血液系统肿瘤，本药属肺癌。",
            "请由肺癌领域的责任医师重新签署。",
        ),
        Verdict(
            "OUTSIDE_LABEL",
            say("符合药品{label_indication}"),
            Outcome.HUMAN,
            article("OUTSIDE_LABEL"),
            "诊断：非小细胞肺癌，EGFR 19 号外显子缺失。",
            "请审核专家对照说明书判断并签字。",
        ),
    ]


def _slots() -> dict[str, object]:
    examples = {"drug": "甲磺酸奥希替尼片"}
    mistaken = {"day": "2026-02-30", "cost": "1,000.00", "level": AreaLevel.CITY, "agency": AgencyKind.AGENCY}
    wrong = SampleForm({f"wrong-{name}": value for name, value in mistaken.items()}, prefix="wrong")
    return {
        "today": TODAY,
        "started": date(2026, 11, 9),
        "far": Deadline(date(2026, 12, 11), provisional=False),
        "near": Deadline(date(2026, 11, 25), provisional=False),
        "over": Deadline(date(2026, 11, 18), provisional=False),
        "provisional": Deadline(date(2027, 1, 5), provisional=True),
        "amount": Decimal("12345.60"),
        "reversal": Decimal("-87.05"),
        "entitlement": Period(date(2026, 11, 21), date(2027, 12, 31)),
        "open_period": Period(date(2026, 1, 1), None),
        "over_period": Period(date(2025, 1, 1), date(2026, 6, 30)),
        "number": "430102199003071230",
        "moments": _timeline(),
        "rules": _verdicts(),
        "form": SampleForm(from_system=examples),
        "wrong": wrong,
        "waiting": Waiting(4, soon=2, overdue=1, word="待受理"),
        "sheets": [Sheet("检查报告", static("img/sample-report.svg")), Sheet("身份证", static("img/mark.svg"))],
    }


@page(roles=ANYONE)
def gallery(request: HttpRequest) -> HttpResponseBase:
    """Show every component, on a development server alone."""
    if not settings.DEBUG:
        raise Http404
    table = AreaTable(request, Area.objects.all())
    return table.respond("province/gallery.html", **_slots())
