"""Names by their sound: surnames as they are read, and the words by which a person is found."""

import pytest

from kit.pinyin import as_typed, sound_of_name, words_of_name


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("袁海涛", "yuanhaitao"), ("仇国平", "qiuguoping"), ("查良镛", "zhaliangyong"), ("单雄信", "shanxiongxin"),
        ("单于雄", "chanyuxiong"), ("曾志伟", "zengzhiwei"), ("尉迟恭", "yuchigong"), ("欧阳海", "ouyanghai"),
        ("ALI HASSAN", "alihassan"),
    ],
)  # fmt: skip
def test_a_surname_is_read_as_a_surname(name: str, heard: str) -> None:
    assert sound_of_name(name) == heard


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("袁海涛", "袁海涛"), ("袁海涛", "海涛"), ("袁海涛", "YUANHAITAO"), ("袁海涛", "yuan hai tao"),
        ("袁海涛", "ｙｈｔ"),
        ("仇国平", "qgp"), ("仇国平", "chouguoping"), ("覃明", "tanming"), ("覃明", "qm"), ("李", "李"),
        ("单于雄", "shanyuxiong"),
        ("阿卜杜拉·买买提", "买买提"), ("阿卜杜拉·买买提", "阿卜杜拉买买提"), ("Ali Hassan", "hassan"),
    ],
)  # fmt: skip
def test_a_person_is_found_as_people_type(name: str, typed: str) -> None:
    assert as_typed(typed) in words_of_name(name)


def test_one_character_finds_nobody_of_a_longer_name() -> None:
    assert not {"袁", "y", "涛"} & set(words_of_name("袁海涛"))


def test_a_long_foreign_name_has_few_words() -> None:
    assert words_of_name("A" * 60) == ["a" * 60]
