"""What is recorded of an application besides the steps of its life."""

from acts.deeds import deed
from eligibility.applications.words import ApplicationState
from kit.deeds import Noun
from kit.pages.parts import Tone

APPLICATION = Noun("application", "待遇申请", area="insured_area_id", states=ApplicationState, page="eligibility:case")

ADD_MATERIAL = deed(APPLICATION, "add_material", "已上传材料", demand="materials_online")
REMOVE_MATERIAL = deed(APPLICATION, "remove_material", "已撤下材料", demand="materials_online")
OVERDUE = deed(APPLICATION, "overdue", "超过{review}期限，已提醒经办监督", tone=Tone.OVER, demand="review_overdue")
CLAIM = deed(APPLICATION, "claim", "已领办")
RELEASE = deed(APPLICATION, "release", "已放回队列", detail="原领办人 {after}")
ASSIGN = deed(APPLICATION, "assign", "已指派", detail="由{after}办理")
URGE = deed(APPLICATION, "urge", "已催办专家", tone=Tone.SOON)
ASK_EXPERT = deed(APPLICATION, "ask_expert", "已请专家", detail="{after}")
RECOMPUTE_DEADLINE = deed(APPLICATION, "recompute_deadline", "工作日历更新，期限已重新计算")
