"""What the first page of the counter's people tells: what waits here, what to mind of it, what today came to."""

from collections.abc import Iterator

from django.urls import reverse

from kit import clock
from kit.money import plain_quantity, yuan
from kit.pages.parts import Tone
from physicians.institutions.queries import institution_of
from province.frame.briefing import MOST_LINES, Line, ending
from province.staff.models import Account
from settlement.annual_accounts.queries import nearly_used
from settlement.claims.queries import records
from settlement.counter.queries import prescriptions
from settlement.counter.queries.prescriptions import Dispensable


def next_to_sell(account: Account) -> Iterator[Line]:
    """The open prescriptions that end first."""
    for row in _waiting(account, MOST_LINES):
        yield ending(_name(row), _sale(row), row.last_day, clock.today(), _boxes(row))


def to_mind(account: Account) -> Iterator[Line]:
    """Of what waits: who has little left of a yearly limit and should hear of it first, and whose sale is half made."""
    rows = _waiting(account)
    near = nearly_used((row.person for row in rows), clock.today())
    for row in rows:
        if row.person in near:
            limit = near[row.person]
            yield Line(_name(row), _sale(row), f"{limit.name}本年度余 {yuan(limit.left)} 元", "限额将尽", Tone.OVER)
        if row.is_begun:
            yield Line(_name(row), _sale(row), _boxes(row), "已售一部分", Tone.SOON)


def today(account: Account) -> Iterator[Line]:
    """What was sold and taken back today, and what it came to."""
    institution, day = institution_of(account), clock.today()
    if institution is None:
        return
    sums = records.totals_of_day(institution.pk, day)
    words = f"今日结算 {sums.sales} 笔，撤销 {sums.reversals} 笔"
    money = f"总额 {yuan(sums.total)} 元，基金支付 {yuan(sums.fund_total)} 元，个人负担 {yuan(sums.patient)} 元"
    yield Line(words, f"{reverse('settlement:settlements')}?day={day}", money)


def _waiting(account: Account, most: int = prescriptions.MOST_SHOWN) -> tuple[Dispensable, ...]:
    institution = institution_of(account)
    return prescriptions.waiting(institution=institution.pk, on=clock.today(), most=most) if institution else ()


def _boxes(row: Dispensable) -> str:
    return "、".join(f"{line.generic_name}还可结算 {plain_quantity(line.left)} 盒" for line in row.lines if line.left)


def _name(row: Dispensable) -> str:
    return f"{row.person_name}，{row.rxno}"


def _sale(row: Dispensable) -> str:
    return reverse("settlement:sale", args=[row.rxno])
