"""Identity numbers and the codes of institutions, physicians and areas."""

from datetime import date

import pytest

from kit.errors import DomainError
from kit.identity import (
    area_of,
    birth_date,
    check_identity_number,
    check_institution_code,
    check_physician_code,
    is_male,
    mask,
    mask_text,
)
from province.areas.rules import bounds, check_area_code, contains, parent, pooling_area

ON = date(2026, 11, 21)
# The printed example of GB 11643.
WOMAN = "11010519491231002X"


def test_a_number_of_the_standard_is_accepted_and_read() -> None:
    assert check_identity_number(WOMAN, ON) == WOMAN
    assert birth_date(WOMAN) == date(1949, 12, 31)
    assert not is_male(WOMAN)
    assert is_male("440524188001010014")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("110105194912310021", "IDENTITY_CHECK_DIGIT"),
        ("11010519491231002x", "IDENTITY_CHARACTERS"),
        ("1101051949123100２X", "IDENTITY_CHARACTERS"),
        ("110105194912 1002X", "IDENTITY_CHARACTERS"),
        ("010105194912310020", "IDENTITY_CHARACTERS"),
        ("110105491231002", "IDENTITY_LENGTH"),
        (f" {WOMAN}", "IDENTITY_LENGTH"),
        ("", "IDENTITY_LENGTH"),
        ("11010519490229002X", "IDENTITY_BIRTH_DATE"),
        ("110105202611220020", "IDENTITY_NOT_YET_BORN"),
    ],
)
def test_a_number_that_cannot_be_is_refused_by_code(number: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        check_identity_number(number, ON)
    assert refused.value.code == code
    assert refused.value.status == 400


def test_one_wrong_digit_anywhere_is_noticed() -> None:
    for place in range(6, 17):
        wrong = WOMAN[:place] + str((int(WOMAN[place]) + 1) % 10) + WOMAN[place + 1 :]
        with pytest.raises(DomainError):
            check_identity_number(wrong, ON)


@pytest.mark.parametrize(
    ("value", "shown"), [(WOMAN, "1101**********002X"), ("13812345678", "138****5678"), ("张三", "**"), ("", "")]
)
def test_a_masked_value_keeps_its_edges_only(value: str, shown: str) -> None:
    assert mask(value) == shown


def test_numbers_in_free_text_are_masked_and_longer_codes_are_left() -> None:
    text = f"患者{WOMAN}，电话13812345678，追溯码81234567890123456789"
    assert mask_text(text) == "患者1101**********002X，电话138****5678，追溯码81234567890123456789"


def test_codes_say_what_they_name_and_where() -> None:
    assert area_of(check_institution_code("H43010200001")) == "430102"
    assert area_of(check_physician_code("D430102000001")) == "430102"


@pytest.mark.parametrize("code", ["h43010200001", "H4301020000", "H430102000011", "D43010200001", "H０3010200001", ""])
def test_another_shape_is_no_institution_code(code: str) -> None:
    with pytest.raises(DomainError) as refused:
        check_institution_code(code)
    assert refused.value.code == "INSTITUTION_CODE_UNREADABLE"


@pytest.mark.parametrize("code", ["D43010200001", "D4301020000011", "H430102000001", ""])
def test_another_shape_is_no_physician_code(code: str) -> None:
    with pytest.raises(DomainError) as refused:
        check_physician_code(code)
    assert refused.value.code == "PHYSICIAN_CODE_UNREADABLE"


@pytest.mark.parametrize("code", ["43010", "4301021", "430１02", "030102", "43010x", ""])
def test_another_shape_is_no_area_code(code: str) -> None:
    with pytest.raises(DomainError) as refused:
        check_area_code(code)
    assert refused.value.code == "AREA_CODE_UNREADABLE"


def test_where_an_area_lies_is_read_from_its_digits() -> None:
    assert [parent(code) for code in ("430102", "430100", "430000")] == ["430100", "430000", None]
    assert pooling_area("430102") == "430100"
    assert bounds("430000") == ("430000", "439999")
    assert bounds("430100") == ("430100", "430199")
    assert bounds("430102") == ("430102", "430102")


def test_an_area_contains_itself_and_what_lies_below_it_only() -> None:
    assert contains("430000", "430102")
    assert contains("430100", "430100")
    assert not contains("430100", "430202")
    assert not contains("430102", "430100")
