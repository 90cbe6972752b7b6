"""What the hospital's physicians found fit and its office has to answer."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from eligibility.entitlements.models import ManufacturerFinding
from eligibility.entitlements.queries.findings import for_lists, open_findings
from kit.pages.table import Column, Table
from province.frame.access import page, who
from province.staff.words import Role


class Findings(Table):
    caption = "待确认的更换生产企业"
    columns = (
        Column("entitlement.person.name", "患者"),
        Column("product", "新产品"),
        Column("physician.name", "责任医师"),
        Column("found_on", "认定日", sort="found_on"),
    )
    order = "found_on"
    empty = "没有等待确认的认定。"
    hint = "本院责任医师认定可以更换生产企业的，会出现在这里，确认后即可使用。"

    def row_url(self, row: ManufacturerFinding) -> str:
        return reverse("eligibility:entitlement", args=[row.entitlement_id])


@page(roles=[Role.INSURANCE_OFFICE], steps=["entitlement.confirm_manufacturer"])
def finding_list(request: HttpRequest) -> HttpResponseBase:
    return Findings(request, for_lists(open_findings(who(request)))).respond()
