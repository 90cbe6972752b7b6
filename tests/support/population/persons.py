"""Who the n-th person of a population is."""

from datetime import date, timedelta

from stdnum.cn.ric import calc_check_digit

from eligibility.people.models import InsuredPerson
from eligibility.people.words import Sex
from kit.fields import lookup_hash
from tests.support.population.ground import COUNTY


def psn_no(n: int) -> str:
    return f"{COUNTY}{n:08}"


def name(n: int) -> str:
    """A name that is rare enough to be searched for in a log."""
    return f"演练患者{n:06}"


def identity(n: int) -> str:
    """A valid identity number: a day of birth for every thousand persons."""
    born = date(1950, 1, 1) + timedelta(days=n // 1000)
    body = f"{COUNTY}{born:%Y%m%d}{n % 1000:03}"
    return body + calc_check_digit(f"{body}0")  # it reads past the last digit


def phone(n: int) -> str:
    return f"139{n:08}"


def person(n: int) -> InsuredPerson:
    number = identity(n)
    return InsuredPerson(
        psn_no=psn_no(n),
        name=name(n),
        pinyin="yanlianhuanzhe",
        sex=Sex.MALE,
        born_on=date(1950, 1, 1),
        identity=number,
        identity_hash=lookup_hash(number),
        phone=phone(n),
    )
