"""The terms of prose that acts call differently: in a text of the code one stands in braces, `{insurance_office}`."""

from kit.words import Word


class Term(Word):
    ACT = "act", "规定"
    CITY = "city", "地市"
    INSURANCE_OFFICE = "insurance_office", "医保部门"
    INTAKE = "intake", "受理"
    LABEL_INDICATION = "label_indication", "说明书适应症"
    REVIEW = "review", "办理"
    SEPARATE_PAYMENT = "separate_payment", "单独支付"
