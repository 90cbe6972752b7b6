"""How values are written for officials: one filter for each kind, used in pages and in table cells alike."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone

from kit.clock import today as today_in_shanghai
from kit.money import plain_quantity, yuan
from kit.period import Period
from kit.words import Word, say

register = template.Library()
NOTHING = "—"


@register.filter
def word(value: object) -> str:
    """A member's label, and prose with its terms, as the act in use says them."""
    return value.label if isinstance(value, Word) else say(str(value))


@register.filter
def quantity(value: Decimal | None) -> str:
    """Packs and smallest units, without idle zeros: 2, 0.5"""
    return NOTHING if value is None else plain_quantity(value)


@register.filter
def money(amount: Decimal | None) -> str:
    """1,234.50"""
    return NOTHING if amount is None else yuan(amount)


@register.filter
def day(value: date | None) -> str:
    """2026-11-21"""
    return NOTHING if value is None else _local(value).strftime("%Y-%m-%d")


@register.filter
def moment(value: datetime | None) -> str:
    """2026-11-21 10:32"""
    return NOTHING if value is None else _local(value).strftime("%Y-%m-%d %H:%M")


@register.filter
def span(period: Period | None) -> str:
    """2026-11-21 至 2027-12-31"""
    return NOTHING if period is None else str(period)


def _local(value: date) -> date:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def short_day(value: date, beside: date) -> str:
    """11 月 26 日, with the year when it is not the year of the day it stands beside."""
    year = "" if value.year == beside.year else f"{value.year} 年 "
    return f"{year}{value.month} 月 {value.day} 日"


def days_left(period: Period, on: date | None = None) -> str:
    """余 405 天, or why there are none to count."""
    on = on or today_in_shanghai()
    if on < period.first:
        return "尚未开始"
    if period.last is None:
        return ""
    remaining = period.days_left(on)
    if remaining < 0:
        return "已结束"
    return f"余 {remaining} 天" if remaining else "今日止"
