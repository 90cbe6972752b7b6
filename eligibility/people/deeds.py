"""What is recorded of insured persons."""

from acts.deeds import deed
from eligibility.people.words import AssistanceCategory, InsuranceType
from kit.deeds import Noun
from kit.pages.parts import Tone

PERSON = Noun("person", "参保人")
# What comes from the core system for many persons at once is one event.
INSURED_REGISTER = Noun("insured_register", "参保登记信息", key="")
EVERYBODY = "全部"

REGISTER = deed(PERSON, "register", "已登记", demand="insured_register")
ENROL = deed(PERSON, "enrol", "已记入参保关系", demand="insured_enrolment", result=InsuranceType)
HOLD = deed(PERSON, "hold", "已记入待遇封锁", detail="{after}", tone=Tone.SOON, demand="benefit_hold")
RECOGNISE = deed(PERSON, "recognise", "已认定为救助对象", demand="assistance_recognition", result=AssistanceCategory)
DIE = deed(PERSON, "die", "已登记死亡", detail="{after}", tone=Tone.OVER)
CORRECT_DEATH = deed(PERSON, "correct_death", "已更正死亡日期", detail="改为 {after}", tone=Tone.SOON)
CORRECT_IDENTITY = deed(PERSON, "correct_identity", "已更正身份证号", detail="改为 {after}", tone=Tone.SOON)
REVEAL = deed(PERSON, "reveal", "已查看完整证件号码")
FIND = deed(INSURED_REGISTER, "find", "已查找参保人", detail="找到 {after} 人")
TAKE_OVER = deed(INSURED_REGISTER, "take_over", "已接收参保信息", demand="insured_register")
