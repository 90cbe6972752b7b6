"""How events and alerts of every floor are written for people."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalog.drugs.pages.shown import VERBS as CATALOGUE
from eligibility.applications.pages.history import labels
from eligibility.applications.words import ApplicationState
from physicians.institutions.pages.shown import INSTITUTION_VERBS
from physicians.responsible.pages.shown import PHYSICIAN_VERBS
from physicians.responsible.words import PhysicianState
from province.events.models import Event
from province.staff.words import Role

THINGS = {
    "account": "账号",
    "agencies": "机关与经办机构",
    "alert": "预警",
    "application": "待遇申请",
    "area_rate": "统筹区支付比例",
    "areas": "行政区划",
    "assistance_rule": "医疗救助标准",
    "calendar_day": "工作日历",
    "calendar_year": "工作日历",
    "catalogue": "药品目录",
    "claim": "结算",
    "drug": "药品",
    "entitlement": "待遇资格",
    "institution": "定点机构",
    "limit": "年度限额",
    "manufacturer": "生产企业",
    "person": "参保人",
    "physician": "责任医师",
    "policy": "政策参数",
    "prescription": "处方",
    "product": "产品",
    "therapeutic_field": "治疗领域",
    "therapeutic_fields": "治疗领域",
}
# Words of one floor come from that floor; what is said of several kinds of things stands first.
ACTS = {
    "load": "载入",
    "reload": "重新载入",
    "correct": "更正",
    "establish": "设立",
    "import": "导入国家目录",
    "set": "设定",
    "define": "设定",
    "dismissed": "处理",
}
ACCOUNT_ACTS = {
    "open": "开通账号",
    "transfer": "调整岗位",
    "disable": "停用账号",
    "enable": "恢复账号",
    "reset_password": "重置密码",
    "change_password": "修改密码",
    "sign_in": "登录",
    "sign_out": "退出",
    "post_elsewhere": "记入他处已用限额",
}
PERSON_ACTS = {
    "take_over": "接收参保信息",
    "register": "登记",
    "enrol": "记入参保关系",
    "hold": "记入待遇封锁",
    "recognise": "认定救助对象",
    "die": "登记死亡",
    "reveal": "查看完整证件号码",
}
CLAIM_ACTS = {"settle": "结算", "reverse": "撤销结算"}
OF_ITS_KIND = {
    "account": ACCOUNT_ACTS,
    "claim": CLAIM_ACTS,
    "drug": CATALOGUE,
    "institution": INSTITUTION_VERBS,
    "manufacturer": CATALOGUE,
    "person": PERSON_ACTS,
    "physician": PHYSICIAN_VERBS,
    "product": CATALOGUE,
}
OF_THE_ACT = {"application", "entitlement", "prescription"}  # whose steps each act tells in its own words
STATES = {
    "account": dict(Role.choices),
    "alert": {"dismissed": "已处理"},
    "application": dict(ApplicationState.choices),
    "claim": {"settle": "已结算", "reverse": "已撤销"},
    "physician": dict(PhysicianState.choices),
}
ROLES = {**dict(Role.choices), "system": "系统", "institution": "机构"}


def thing(event: Event) -> str:
    return THINGS.get(event.noun, event.noun)


def act(event: Event) -> str:
    """What was done, without the value that it led to: that stands in its own column."""
    own = labels() | {"add_material": "上传材料"} if event.noun in OF_THE_ACT else OF_ITS_KIND.get(event.noun, {})
    return (ACTS | own).get(event.verb, event.verb).partition("{after}")[0].rstrip("，,：: ")


def state(event: Event) -> str:
    return STATES.get(event.noun, {}).get(event.after, event.after)


def actor(event: Event) -> str:
    return f"{event.actor_name}（{ROLES.get(event.role, event.role)}）"


def actor_shown(event: Event) -> SafeString:
    return format_html(
        '{}<span class="quiet nowrap d-block">{}</span>', event.actor_name, ROLES.get(event.role, event.role)
    )
