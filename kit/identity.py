"""Identity numbers (GB 11643), institution and physician codes: checking, reading, masking."""

import re
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from kit.errors import Malformed

_CITIZEN = re.compile(r"[1-9][0-9]{16}[0-9X]")
_CITIZEN_IN_TEXT = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_PHONE_IN_TEXT = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
_INSTITUTION = re.compile(r"[HP][1-9][0-9]{10}")
_PHYSICIAN = re.compile(r"D[1-9][0-9]{11}")


class IdentityLength(Malformed):
    code = "IDENTITY_LENGTH"
    message = "公民身份号码应为 18 位。"


class IdentityCharacters(Malformed):
    code = "IDENTITY_CHARACTERS"
    message = "公民身份号码由 17 位半角数字和一位校验码组成，校验码是数字或大写 X。"


class IdentityBirthDate(Malformed):
    code = "IDENTITY_BIRTH_DATE"
    message = "公民身份号码中的出生日期不存在。"


class IdentityNotYetBorn(Malformed):
    code = "IDENTITY_NOT_YET_BORN"
    message = "公民身份号码中的出生日期晚于办理日期。"


class IdentityCheckDigit(Malformed):
    code = "IDENTITY_CHECK_DIGIT"
    message = "公民身份号码的校验码不符，请核对是否录错。"


class InstitutionCodeUnreadable(Malformed):
    code = "INSTITUTION_CODE_UNREADABLE"
    message = "定点医药机构代码应为 H 或 P 开头，后接六位区划和五位序号。"


class PhysicianCodeUnreadable(Malformed):
    code = "PHYSICIAN_CODE_UNREADABLE"
    message = "医师代码应为 D 开头，后接六位区划和六位序号。"


def check_identity_number(number: str, on: date) -> str:
    """Return the number as it came, if it is a citizen's number that can exist on the day.

    Raises one of the Identity errors above. The area in the number is not asked: abolished counties,
    residents from Hong Kong, Macao and Taiwan and permanent residents carry numbers no table lists whole.
    """
    if len(number) != 18:
        raise IdentityLength
    if _CITIZEN.fullmatch(number) is None:
        raise IdentityCharacters
    if birth_date(number) > on:
        raise IdentityNotYetBorn
    if ric.calc_check_digit(number) != number[-1]:
        raise IdentityCheckDigit
    return number


def birth_date(number: str) -> date:
    """Return the birthday written in the number. Raises IdentityBirthDate."""
    try:
        return ric.get_birth_date(number)
    except ValidationError:
        raise IdentityBirthDate from None


def is_male(number: str) -> bool:
    """Say whether the seventeenth digit is odd."""
    return int(number[16]) % 2 == 1


def mask(value: str) -> str:
    """Shown instead of the value: 4301**********1234, 138****5678, and nothing of a short one."""
    if len(value) < len("13800001234"):
        return "*" * len(value)
    head = value[:4] if len(value) >= len("430102199001011234") else value[:3]
    return f"{head}{'*' * (len(value) - len(head) - 4)}{value[-4:]}"


def mask_text(text: str) -> str:
    """Free text with every identity and mobile number in it masked."""
    text = _CITIZEN_IN_TEXT.sub(lambda match: mask(match[0]), text)
    return _PHONE_IN_TEXT.sub(lambda match: mask(match[0]), text)


def check_institution_code(code: str) -> str:
    """The code as it came: H (hospital) or P (pharmacy), area, serial. Raises InstitutionCodeUnreadable."""
    if _INSTITUTION.fullmatch(code) is None:
        raise InstitutionCodeUnreadable
    return code


def check_physician_code(code: str) -> str:
    """The code as it came: D, area, serial. Raises PhysicianCodeUnreadable."""
    if _PHYSICIAN.fullmatch(code) is None:
        raise PhysicianCodeUnreadable
    return code


def area_of(code: str) -> str:
    """The area in an institution's or a physician's code."""
    return code[1:7]
