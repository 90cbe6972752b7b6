"""What the registry refuses, and on which article."""

from kit.errors import NotFound, NotPermitted, RuleRefused, WrongState


class PhysicianTaken(WrongState):
    code = "PHYSICIAN_TAKEN"
    message = "编码为 {number} 的责任医师已登记。"


class PhysicianUnfit(RuleRefused):
    """The physician fails one or more conditions; `fields` names each."""

    code = "PHYSICIAN_UNFIT"
    message = "该医师不符合责任医师条件：{reasons}"


class NotThisProvince(RuleRefused):
    code = "STEP_NOT_IN_THIS_PROVINCE"
    message = "本省的责任医师名单没有这一环节。"


class OtherCity(NotPermitted):
    code = "OTHER_CITY"
    house = False
    message = "责任医师由医疗机构所在市的市级经办机构办理，县级经办机构不能代办。"


class OtherHospital(NotFound):
    """A hospital names its own physicians; of others it learns nothing."""


class DocumentMissing(RuleRefused):
    code = "DOCUMENT_MISSING"
    house = True
    message = "请填写发布文号。"


class PublicationRetroactive(RuleRefused):
    code = "PUBLICATION_RETROACTIVE"
    message = "发布日不能早于今天。"


class NotPublished(WrongState):
    code = "NOT_PUBLISHED"
    message = "该医师在 {day} 不在发布名单上。"
