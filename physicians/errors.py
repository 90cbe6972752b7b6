"""What the registry refuses, and on which article."""

from kit.errors import NotFound, NotPermitted, RuleRefused, WrongState


class InstitutionTaken(WrongState):
    code = "INSTITUTION_TAKEN"
    message = "编码为 {number} 的机构已登记。"


class PhysicianTaken(WrongState):
    code = "PHYSICIAN_TAKEN"
    message = "编码为 {number} 的责任医师已登记。"


class CodeMisshapen(RuleRefused):
    code = "CODE_MISSHAPEN"
    message = "编码 {number} 的形式不对：机构为 H 或 P 加 11 位数字，责任医师为 D 加 12 位数字。"


class CodeUnlikeArea(RuleRefused):
    code = "CODE_UNLIKE_AREA"
    message = "机构编码 {number} 中的区划与所在区划 {area} 不一致。"


class AreaNotCounty(RuleRefused):
    code = "AREA_NOT_COUNTY"
    message = "定点机构的所在区划须具体到县市区。"


class PhysicianServicesMissing(RuleRefused):
    code = "PHYSICIAN_SERVICES_MISSING"
    message = "定点医疗机构的协议须包含责任医师服务条款。"
    source = "HN-27"


class NoPhysiciansInPharmacy(RuleRefused):
    code = "NO_PHYSICIANS_IN_PHARMACY"
    message = "定点零售药店的协议没有责任医师服务条款。"
    source = "HN-27"


class NoAgreementInForce(WrongState):
    code = "NO_AGREEMENT_IN_FORCE"
    message = "该机构在 {day} 没有生效的医保协议。"


class NotSuspended(WrongState):
    code = "NOT_SUSPENDED"
    message = "该机构目前没有被暂停。"


class StopRetroactive(RuleRefused):
    code = "STOP_RETROACTIVE"
    message = "末个有效日不能早于 {earliest}，已经发生的业务不受影响。"


class PhysicianUnfit(RuleRefused):
    """The physician fails one or more conditions; `fields` names each."""

    code = "PHYSICIAN_UNFIT"
    message = "该医师不符合责任医师条件：{reasons}"
    source = "HN-20"


class NotThisProvince(RuleRefused):
    code = "STEP_NOT_IN_THIS_PROVINCE"
    message = "本省的责任医师名单没有这一环节。"
    source = "HN-21"


class OtherCity(NotPermitted):
    code = "OTHER_CITY"
    message = "责任医师由医疗机构所在市州的经办机构办理，县级经办机构不能代办。"
    source = "HN-21"


class OtherHospital(NotFound):
    """A hospital names its own physicians; of others it learns nothing."""


class ReasonMissing(RuleRefused):
    code = "REASON_MISSING"
    message = "请写明理由。"


class DocumentMissing(RuleRefused):
    code = "DOCUMENT_MISSING"
    message = "请填写发布文号。"


class PublicationRetroactive(RuleRefused):
    code = "PUBLICATION_RETROACTIVE"
    message = "发布日不能早于今天。"
    source = "HN-21"


class NotPublished(WrongState):
    code = "NOT_PUBLISHED"
    message = "该医师在 {day} 不在发布名单上。"


class WrongInstitutionForRole(RuleRefused):
    code = "WRONG_INSTITUTION_FOR_ROLE"
    message = "{role}账号不能任职于{kind}。"


class ClientRevoked(WrongState):
    code = "CLIENT_REVOKED"
    message = "该接口客户端已经停用。"
