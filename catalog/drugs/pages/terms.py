"""What the national list says of a drug, entered from a day on and put right by the catalogue administrator."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from catalog.drugs import actions
from catalog.drugs.forms import CorrectForm, DescribeForm, values_of
from catalog.drugs.models import Drug, DrugTerms
from catalog.drugs.queries import terms_on, visible_to
from kit.clock import today
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.frame.steps import Step, perform
from province.staff.words import Role


@page(roles=[Role.CATALOG_ADMIN])
def describe(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Enter what the list says from a day on; the form begins with what holds today."""
    drug: Drug = get_object_or_404(visible_to(who(request)), pk=pk)
    terms = terms_on(drug, today())
    form = DescribeForm(form_data(request), initial=values_of(terms) if terms else {"sold_in_pharmacies": True})
    words = "自起始日起按新内容认定类别和限定支付范围，原内容到前一日为止；已受理的申请和已结算的不变。"
    return perform(
        request,
        form,
        _step(drug, "登记目录内容", words),
        lambda values: actions.describe(drug=drug, by=who(request), on=today(), **values),
    )


@page(roles=[Role.CATALOG_ADMIN])
def correct(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put right what was entered wrongly, for all the days of the row."""
    terms: DrugTerms = get_object_or_404(DrugTerms.objects.select_related("drug"), pk=pk)
    form = CorrectForm(form_data(request), initial=values_of(terms))
    words = f"{terms.period} 的内容整段更正，办理记录保留更正前后的文字和原因。"
    return perform(
        request,
        form,
        _step(terms.drug, "更正目录内容", words),
        lambda values: actions.correct(terms=terms, by=who(request), on=today(), **values),
    )


def _step(drug: Drug, title: str, consequence: str) -> Step:
    back = reverse("catalog:drug", args=[drug.pk])
    crumbs = (("药品目录", reverse("catalog:drugs")), (str(drug), back))
    return Step(
        f"{title} {drug.generic_name}", title, consequence, f"{drug} 已{title}。", back, crumbs, "drug.describe"
    )
