"""What is recorded of therapeutic fields."""

from acts.deeds import deed
from kit.deeds import Noun
from province.staff.deeds import STAFF_ACCOUNT

FIELD = Noun("therapeutic_field", "治疗领域")
FIELDS = Noun("therapeutic_fields", "治疗领域表", key="")

LOAD = deed(FIELDS, "load", "已载入")
DEFINE = deed(FIELD, "define", "已设定", detail="{after}", demand="therapeutic_field.define")
SET_EXPERT_FIELDS = deed(STAFF_ACCOUNT, "set_expert_fields", "已设定评审领域", detail="{after}")
