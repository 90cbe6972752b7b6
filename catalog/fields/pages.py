"""Who judges in which field of treatment: the list of experts, and the fields of one."""

from functools import partial
from typing import ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from catalog.fields import actions
from catalog.fields.forms import ExpertFieldsForm
from catalog.fields.queries import experts
from kit.clock import today
from kit.pages.table import Column, Table
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.frame.steps import Step, perform
from province.staff.models import Account
from province.staff.words import Role

KEEPERS = [Role.PROVINCIAL_AGENCY]


def fields_of(expert: Account) -> str:
    return "、".join(row.field.name for row in expert.expert_fields.all())


class Experts(Table):
    caption = "评审专家"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("name", "姓名", sort="name"),
        Column("username", "用户名"),
        Column("fields", "评审领域", value=fields_of),
    )
    order = "name"
    opens = "catalog:expert"
    empty = "没有评审专家的账号。"
    hint = "系统管理员开通账号后，专家会出现在这里。"


@page(roles=KEEPERS)
def expert_list(request: HttpRequest) -> HttpResponseBase:
    return Experts(request, _rows()).respond()


@page(roles=KEEPERS)
def expert(request: HttpRequest, pk: int) -> HttpResponseBase:
    row, back = get_object_or_404(_rows(), pk=pk), reverse("catalog:experts")
    now = [place.field_id for place in row.expert_fields.all()]
    form = ExpertFieldsForm(form_data(request), initial={"treatment_fields": now})
    words = "药品属于这些领域的申请，从现在起由该专家和同领域的专家签署意见；已指名给某位专家的不变。"
    step = Step(f"评审领域：{row.name}", "保存", words, f"{row.name}的评审领域已设定。", back, (("评审专家", back),))

    do = partial(actions.set_expert_fields, expert=row, by=who(request), on=today())
    return perform(request, form, step, lambda answers: do(fields=answers["treatment_fields"]))


def _rows() -> QuerySet[Account]:
    return experts().prefetch_related("expert_fields__field")
