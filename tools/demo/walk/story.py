"""The story, step by step: each by whoever's work it is, through the door that person has."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from stdnum.cn.ric import calc_check_digit

from kit.period import Period
from tools.demo.ground import PASSWORD
from tools.demo.papers import papers, suffix
from tools.demo.sales import trace_codes
from tools.demo.tables import table
from tools.demo.walk import figures
from tools.demo.walk.telling import Teller
from tools.demo.walk.visitors import Answer, Desk, Refused, Till

DEADLINE = re.compile(r'class="deadline.*?<time datetime="(\d{4}-\d\d-\d\d)"', re.S)
PERIOD = re.compile(r"\d{4}-\d\d-\d\d 至 \d{4}-\d\d-\d\d")
ENTITLEMENT = re.compile(r"/eligibility/entitlements/(\d+)/")
CASE = re.compile(r"/eligibility/applications/(\d+)/")
PHARMACY_SALE, CREDENTIAL = "41", "01"


@dataclass
class Story:
    """One walk for one new patient; what later steps need of earlier ones is kept here."""

    address: str
    today: date
    clients: dict[str, dict[str, str]]
    tell: Teller
    example: dict[str, Any] = field(default_factory=lambda: figures.example())
    desks: dict[str, Desk] = field(default_factory=dict)

    def walk(self) -> None:
        """Raises Differs, Refused."""
        self.register()
        self.apply()
        self.review()
        self.connect()
        rxno = self.prescribe()
        sale = self.sell_once(rxno)
        number = sale.body["setl_id"]
        path, key = f"settlements/{number}/reversal", f"walk-back-{number}"
        self.ask_till("录入错误，撤销", lambda: self.till.post(path, {"reason": "entered_wrongly"}, key), "reversal")
        self.check_limits("撤销后限额复原", "limits_before")
        body, key = self.sale(rxno), f"walk-again-{rxno}"
        self.ask_till("凭原处方再购", lambda: self.till.post("settlements", body, key), "sale")
        self.ask_for_more()
        self.check_limits("再购后的余额", "limits_after")

    def desk(self, role: str) -> Desk:
        username = self.example["people"][role]
        if username not in self.desks:
            self.desks[username] = Desk(self.address, username, PASSWORD)
        return self.desks[username]

    # --- the patient ---

    def register(self) -> None:
        patient = self.example["patient"]
        self.number, self.identity = new_numbers(patient["area"])
        self.tell.begin("系统管理员", f"登记参保人 {patient['name']}", "insured_register")
        form = {
            "psn_no": self.number,
            "name": patient["name"],
            "identity_number": self.identity,
            "insurance_type": patient["insurance_type"],
            "insured_area": patient["area"],
            "insured_since": patient["insured_since"],
            "serious_illness": "on",
            "assistance": patient["assistance"],
        }
        self.desk("administrator").post("/admin/eligibility/insuredperson/add/", form)
        self.tell.fact("人员编号", self.number)

    # --- the application ---

    def apply(self) -> None:
        desk = self.desk("physician")
        self.tell.begin("责任医师", "按医保凭证找到患者，起草申请表", "application.draft")
        self.case = number_in(CASE, desk.post("/eligibility/applications/new/", {"number": self.identity}))
        desk.post(f"{self.page}edit/", self.form())
        self.tell.begin("责任医师", "上传三份材料", "MATERIALS_INCOMPLETE")
        for kind, content in papers(self.example["patient"]["name"], self.number).items():
            file = {"file": (f"{kind}.{suffix(kind)}", content)}
            desk.post(f"{self.page}papers/", {"kind": kind}, file)
        self.tell.begin("责任医师", "核对人、证、卡后签章", "IDENTITY_NOT_CHECKED")
        desk.post(f"{self.page}edit/", {**self.form(), "sign": "1"})
        self.tell.begin("医院医保科", "盖章并报送参保地经办机构", "application.endorse")
        self.desk("office").post(f"{self.page}endorse/", {})

    @property
    def page(self) -> str:
        return f"/eligibility/applications/{self.case}/"

    def form(self) -> dict[str, str]:
        fields = {
            "kind": "first",
            "application_date": str(self.today),
            "signed_by": "patient",
            "signer_name": self.example["patient"]["name"],
        }
        ticks = {"meets_label": "on", "meets_scope": "on", "identity_checked": "on"}
        return {**fields, **ticks, **self.example["form"]}

    # --- the agency ---

    def review(self) -> None:
        self.tell.begin("经办受理", "受理，审核期限自今日起算", "application.accept")
        clerk = self.desk("clerk")
        clerk.post(f"{self.page}accept/", {})
        due = number_in(DEADLINE, clerk.get(self.page))
        self.tell.fact("审核期限", f"{due}（{self.rules['working_days']} 个工作日）", "working_day_clock")
        figures.check(self.tell.step, "审核期限", due, figures.deadline(self.today, self.rules["working_days"]))
        self.tell.begin("评审专家", "签署意见：符合适应症和限定支付范围，同意使用", "application.give_opinion")
        opinion = {"label": "yes", "scope": "yes", "supports": "yes", "text": self.example["form"]["grounds"]}
        fields = {f"give-opinion-{name}": value for name, value in opinion.items()}
        self.desk("expert").post(f"{self.page}give-opinion/", fields)
        self.approve()

    @property
    def rules(self) -> dict[str, Any]:
        rules: dict[str, Any] = self.example["review"]
        return rules

    def approve(self) -> None:
        self.tell.begin("经办审核", "审核通过，待遇自申请时间起算", "application.approve")
        desk = self.desk("reviewer")
        desk.post(f"{self.page}approve/", {"approve-label": "on", "approve-scope": "on"})
        page = desk.get(self.page)
        self.entitlement = number_in(ENTITLEMENT, page)
        period = Period.parse(first_of(PERIOD, page[page.index("待遇</h2>") :]))
        self.tell.fact("待遇期", period, "entitlement_term")
        product = self.example["form"]["product"]
        due = figures.entitlement_period(self.today, self.rules["natural_years"], product)
        figures.check(self.tell.step, "待遇期", period, due)

    # --- the counter ---

    def connect(self) -> None:
        self.tell.begin("药店收银系统", "以客户端凭据换取令牌")
        client = self.clients[self.example["form"]["pharmacy"]]
        self.till = Till(self.address, client["client_id"], client["client_secret"])
        self.tell.fact("令牌有效", f"{self.till.expires_in} 秒")
        self.check_limits("核验待遇与年度限额余额", "limits_before")

    def check_limits(self, moment: str, figure: str) -> None:
        self.tell.begin("药店收银系统", moment, "separate_payment_terms")
        benefits = self.till.post("benefit-checks", {"psn_cert_type": "01", "certno": self.identity}).body
        remainders = {limit["kind"]: limit["left"] for limit in benefits["limits"]}
        figures.check(self.tell.step, "待遇状态", [right["state"] for right in benefits["entitlements"]], ["active"])
        figures.compare(self.tell.step, remainders, self.example[figure])
        for kind, name in (("pooled_fund", "统筹余额"), ("serious_illness", "大病余额")):
            self.tell.amount(name, remainders[kind])

    def prescribe(self) -> str:
        """A prescription's number."""
        order = self.example["prescription"]
        self.tell.begin("责任医师", f"开具处方：{order['quantity']} 瓶，{order['supply_days']} 天", "SUPPLY_TOO_LONG")
        where = self.desk("physician").post(self.prescribing, self.order)
        rxno = where.rstrip("/").rpartition("/")[2]
        self.tell.fact("处方流水号", rxno, "prescription.issue")
        return rxno

    @property
    def prescribing(self) -> str:
        return f"/eligibility/entitlements/{self.entitlement}/prescribe/"

    @property
    def order(self) -> dict[str, str]:
        """The prescription's form, filled in."""
        order = self.example["prescription"]
        return {
            "product": self.example["form"]["product"],
            **{name: str(order[name]) for name in ("dose", "times", "taken_days", "cycle_days", "quantity")},
            "days": str(order["supply_days"]),
            "usage": self.example["form"]["usage"],
            "valid_days": "1",
            "identity_checked": "on",
        }

    def sale(self, rxno: str) -> dict[str, Any]:
        """A sale of the whole prescription at the payment standard."""
        order, product = self.example["prescription"], self.example["form"]["product"]
        price = next(row["保密支付标准"] for row in table("national_list_2025") if row["药品统一编码"] == product)
        total = f"{Decimal(order['quantity']) * Decimal(price):.2f}"
        line = {
            "feedetl_sn": f"{rxno[-12:]}-1",
            "med_list_codg": product,
            "cnt": order["quantity"],
            "pric": price,
            "det_item_fee_sumamt": total,
            "prd_days": order["supply_days"],
            "drug_trac_info": [{"drug_trac_codg": code} for code in trace_codes(rxno, 1, int(order["quantity"]))],
        }
        return {
            "rxno": rxno,
            "psn_no": self.number,
            "mdtrt_cert_type": CREDENTIAL,
            "med_type": PHARMACY_SALE,
            "medfee_sumamt": total,
            "drugdetail": [line],
        }

    def sell_once(self, rxno: str) -> Answer:
        """Preview, settle, the same key again, the answer looked up by its key."""
        body, key = self.sale(rxno), f"walk-{rxno}"
        self.ask_till("预结算，不留痕迹", lambda: self.till.post("settlements/preview", body), "sale")
        sale = self.ask_till("结算", lambda: self.till.post("settlements", body, key), "sale")
        again = self.ask_till("回执丢失，同一幂等键再发一次", lambda: self.till.post("settlements", body, key), "sale")
        stored_sale = self.ask_till("按幂等键查回原结算", lambda: self.till.get("settlements", key=key), "sale")
        for answer in (again, stored_sale):
            figures.check(self.tell.step, "与原回执逐字相同", answer.text == sale.text, True)
        figures.check(self.tell.step, "重放标记", again.replayed, True)
        return sale

    def ask_till(self, title: str, ask: Callable[[], Answer], example: str) -> Answer:
        self.tell.begin("药店收银系统", title, "claim.settle")
        answer = ask()
        if answer.body["setl_id"] is None or answer.body["refd_setl_flag"] == "1":
            self.tell.settlement(answer.body, with_lines=answer.body["setl_id"] is None)
        else:
            self.tell.fact("结算编号", f"{answer.body['setl_id']}　个人支付 {answer.body['psn_part_amt']}")
        figures.compare(self.tell.step, answer.body, self.example[example])
        return answer

    def ask_for_more(self) -> None:
        """A second prescription on the same day: what she has lasts four weeks. Raises Refused if it is issued."""
        self.tell.begin("责任医师", "当日再开一张，余药未尽，系统拒绝", "SUPPLY_IN_HAND")
        try:
            where = self.desk("physician").post(self.prescribing, self.order)
        except Refused as refusal:
            figures.check(self.tell.step, "拒绝的理由是余药未尽", "手中余药" in str(refusal), True)
        else:
            raise Refused(f"余药未尽仍开具了处方：{where}")


def number_in(pattern: re.Pattern[str], text: str) -> str:
    """The pattern's one group. Raises Refused when the page does not have it."""
    match = pattern.search(text)
    if match is None:
        raise Refused(f"页面上没有 {pattern.pattern}")
    return match.group(1)


def first_of(pattern: re.Pattern[str], text: str) -> str:
    """The pattern's first occurrence. Raises Refused when there is none."""
    match = pattern.search(text)
    if match is None:
        raise Refused(f"页面上没有 {pattern.pattern}")
    return match.group()


def new_numbers(area: str) -> tuple[str, str]:
    """A person's number and identity number that nobody has yet, as far as chance goes."""
    chance = random.SystemRandom()
    birthday = date.fromordinal(chance.randrange(date(1950, 1, 1).toordinal(), date(2000, 1, 1).toordinal()))
    body = f"{area}{birthday:%Y%m%d}{chance.randrange(1000):03}"
    return f"{area}9{chance.randrange(10**9):09}", body + calc_check_digit(f"{body}0")
