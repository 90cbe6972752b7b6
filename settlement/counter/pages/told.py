"""What the first page of the counter's people tells: what waits here, what to mind of it, what today came to."""

from collections.abc import Iterator

from django.urls import reverse

from kit import clock
from kit.money import plain_quantity, yuan
from physicians.institutions.queries import institution_of
from province.frame.briefing import MOST_LINES, Line, ending
from province.staff.models import Account
from province.staff.words import Role
from settlement.annual_accounts.queries import nearly_used
from settlement.claims.queries import records
from settlement.counter.queries import prescriptions


def next_to_sell(account: Account) -> Iterator[Line]:
    """The open prescriptions that end first, whose sale is half made, and who has little left of a yearly limit."""
    institution, day = institution_of(account), clock.today()
    if institution is None:
        return
    rows = prescriptions.waiting(institution=institution.pk, on=day, most=MOST_LINES)
    # A hospital's first page has its applications to ask for as well: there the page of the counter says who is near.
    near = nearly_used((row.person for row in rows), day) if account.role is Role.PHARMACIST else {}
    for row in rows:
        boxes = "、".join(
            f"{each.generic_name}还可结算 {plain_quantity(each.left)} 盒" for each in row.lines if each.left
        )
        half = "，已售一部分" if row.is_begun else ""
        limit = near.get(row.person)
        rest = f"，限额将尽：{limit.name}本年度余 {yuan(limit.left)} 元" if limit else ""
        url = reverse("settlement:sale", args=[row.rxno])
        yield ending(f"{row.person_name}，{row.rxno}", url, row.last_day, day, f"{boxes}{half}{rest}")


def today(account: Account) -> Iterator[Line]:
    """What was sold and taken back today, and what it came to."""
    institution, day = institution_of(account), clock.today()
    if institution is None:
        return
    sums = records.totals_of_day(institution.pk, day)
    words = f"今日结算 {sums.sales} 笔，撤销 {sums.reversals} 笔"
    money = f"总额 {yuan(sums.total)} 元，基金支付 {yuan(sums.fund_total)} 元，个人负担 {yuan(sums.patient)} 元"
    yield Line(words, f"{reverse('settlement:settlements')}?day={day}", money)
