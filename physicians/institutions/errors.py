"""What the registry refuses, and on which article."""

from kit.errors import RuleRefused, WrongState


class InstitutionTaken(WrongState):
    code = "INSTITUTION_TAKEN"
    message = "编码为 {number} 的机构已登记。"


class CodeMisshapen(RuleRefused):
    code = "CODE_MISSHAPEN"
    house = True
    message = "编码 {number} 的形式不对：机构为 H 或 P 加 11 位数字，责任医师为 D 加 12 位数字。"


class CodeUnlikeArea(RuleRefused):
    code = "CODE_UNLIKE_AREA"
    house = True
    message = "机构编码 {number} 中的区划与所在区划 {area} 不一致。"


class AreaNotCounty(RuleRefused):
    code = "AREA_NOT_COUNTY"
    house = True
    message = "定点机构的所在区划须具体到县市区。"


class PhysicianServicesMissing(RuleRefused):
    code = "PHYSICIAN_SERVICES_MISSING"
    message = "定点医疗机构的协议须包含责任医师服务条款。"


class NoPhysiciansInPharmacy(RuleRefused):
    code = "NO_PHYSICIANS_IN_PHARMACY"
    message = "定点零售药店的协议没有责任医师服务条款。"


class NotSuspended(WrongState):
    code = "INSTITUTION_NOT_SUSPENDED"
    message = "该机构目前没有被暂停。"


class StopRetroactive(RuleRefused):
    code = "STOP_RETROACTIVE"
    house = True
    message = "末个有效日不能早于 {earliest}，已经发生的业务不受影响。"


class WrongInstitutionForRole(RuleRefused):
    code = "WRONG_INSTITUTION_FOR_ROLE"
    house = True
    message = "{role}账号不能任职于{kind}。"
