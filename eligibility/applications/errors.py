"""What eligibility refuses outside its rules."""

from collections.abc import Mapping

from kit.errors import FieldError, Malformed, NotPermitted, RuleRefused, WrongState


class NotAResponsiblePhysician(NotPermitted):
    code = "NOT_A_RESPONSIBLE_PHYSICIAN"
    house = False
    message = "您的账号没有对应的责任医师，不能起草、签章或开具处方。"


class FormIncomplete(RuleRefused):
    code = "FORM_INCOMPLETE"
    message = "“{what}”还没有填写。"

    def __init__(self, missing: Mapping[str, str]) -> None:
        """`missing` gives each empty field its Chinese name."""
        fields = tuple(FieldError(name, self.code, "签章前须填写。") for name in missing)
        super().__init__(what="”“".join(missing.values()), fields=fields)


class SignerNotPatient(RuleRefused):
    code = "SIGNER_NOT_PATIENT"
    house = True
    message = "签字人是“患者本人”时，签字人姓名应为“{name}”；由监护人或委托人签字的，请改选签字人。"


class DraftChanged(WrongState):
    """Somebody else's page, or another tab, has written the draft since this form was opened."""

    code = "DRAFT_CHANGED"
    message = "这份申请在别的窗口改过，没有覆盖。"


class ClaimedByAnother(WrongState):
    code = "CLAIMED_BY_ANOTHER"
    house = True
    message = "{name}已领办这件申请，请办理其他申请，或请经办监督放回队列。"


class NotClaimed(WrongState):
    code = "NOT_CLAIMED"
    house = True
    message = "这件申请没有由您领办，不必放回。"


class NotTheirCase(WrongState):
    """The officer cannot take it: another area, another part of the work, or no longer here."""

    code = "NOT_THEIR_CASE"
    house = True
    message = "{name}不能办理这件申请：岗位、区划不符，或账号已停用。请另选经办人。"


class NotWithExpert(WrongState):
    code = "NOT_WITH_EXPERT"
    house = True
    message = "这件申请现在不等专家意见。"


class UrgedToday(WrongState):
    code = "URGED_TODAY"
    house = True
    message = "今天已经催办过，一天最多催办一次；仍不签署的，可以改派其他专家。"


class NoSuchExpert(WrongState):
    code = "NO_SUCH_EXPERT"
    house = True
    message = "{name}不是评审专家，或账号已停用，请另选一位。"


class ToBeReadAlone(WrongState):
    """It cannot be accepted together with others: a rule is not met, or only a person can say."""

    code = "TO_BE_READ_ALONE"
    house = True
    message = "须逐件办理。{doubt}"


class IntakeTermOver(WrongState):
    code = "INTAKE_TERM_OVER"
    house = False
    message = "受理期限已于 {last} 届满，视为收件之日受理，不能再退回补正；缺件请在审核期限内要求补充。"


class MaterialsClosed(WrongState):
    code = "MATERIALS_CLOSED"
    message = "申请已经办结，不能再增减材料。"


class FileEmpty(Malformed):
    code = "FILE_EMPTY"
    message = "文件是空的，请重新选择。"


class FileTooLarge(Malformed):
    code = "FILE_TOO_LARGE"
    message = "文件超过 {most} MB，请压缩或分开上传。"


class FileKindRefused(Malformed):
    code = "FILE_KIND_REFUSED"
    message = "{what}不能上传，{remedy}。材料可以是 PDF，也可以是 JPEG、PNG、HEIC 或 WebP 图片。"


class FileDamaged(Malformed):
    code = "FILE_DAMAGED"
    message = "文件不完整或已经损坏，可能是传送中断。请重新扫描、拍照或另存后上传。"


class FileLocked(Malformed):
    code = "FILE_LOCKED"
    message = "PDF 要密码才能打开，审核人员看不到内容。请去掉打开密码，或打印为普通 PDF 后上传。"


class FileIsActive(Malformed):
    code = "FILE_IS_ACTIVE"
    message = "PDF 中含有{what}，请打印为普通 PDF 后上传。"


class FileTooManifold(Malformed):
    """A file of few bytes can have so many parts that looking at them takes minutes."""

    code = "FILE_TOO_MANIFOLD"
    message = "PDF 的内部结构过于复杂，未予接收。请打印为普通 PDF 后上传。"


class PictureTooLarge(Malformed):
    code = "PICTURE_TOO_LARGE"
    message = "图片超过 {most} 万像素。请把相机分辨率调低后重拍，或截图后上传。"
