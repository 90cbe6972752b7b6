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
from tools.demo.tables import table
from tools.demo.walk import figures
from tools.demo.walk.everyday import Customer, PharmacyDesk
from tools.demo.walk.limit import cross_limit
from tools.demo.walk.telling import Teller
from tools.demo.walk.visitors import Answer, Desk, Refused, Till, number_in, sale_of

DEADLINE = re.compile(r'class="deadline.*?<time datetime="(\d{4}-\d\d-\d\d)"', re.S)
PERIOD = re.compile(r"\d{4}-\d\d-\d\d 至 \d{4}-\d\d-\d\d")
ENTITLEMENT = re.compile(r"/eligibility/entitlements/(\d+)/")
CASE = re.compile(r"/eligibility/applications/(\d+)/")


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
        self.serve(rxno)
        self.withdraw(rxno)
        self.prescribe_long()
        cross_limit(self.address, self.clients, self.tell, self.example["limit"])

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
        self.correct()
        self.tell.begin("医院医保科", "盖章并报送参保地经办机构", "application.endorse")
        self.desk("office").post(f"{self.page}endorse/", {})

    def correct(self) -> None:
        """The office hands the case back, the physician reads why, writes it anew and signs again."""
        why = self.example["handed_back"]["why"]
        self.tell.begin("医院医保科", "发现用法没有写清，退责任医师修改", "application.hand_back")
        self.desk("office").post(f"{self.page}hand-back/", {"hand-back-why": why})
        self.tell.begin("责任医师", "看到退回原因，改好后重新签章", "IDENTITY_NOT_CHECKED")
        desk = self.desk("physician")
        figures.check(self.tell.step, "页面上有退回原因", why in desk.get(f"{self.page}edit/"), True)
        form = {**self.form(), "usage": self.example["handed_back"]["usage"]}
        desk.post(f"{self.page}edit/", {**form, "sign": "1"})

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
        self.tell.begin("责任医师", f"开具处方：{order['quantity']} 盒，{order['supply_days']} 天", "SUPPLY_TOO_LONG")
        self.check_in_hand("没有")
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

    def check_in_hand(self, days: str) -> None:
        """What the form of a prescription says of what she still has. Raises Differs."""
        page = self.desk("physician").get(self.prescribing)
        rest = re.sub(r"<[^>]+>", "", page.partition("手中余药</dt>")[2].partition("</dd>")[0])
        figures.check(self.tell.step, f"手中余药{days}", days in rest, True)
        self.tell.fact("手中余药", days, "SUPPLY_IN_HAND")

    @property
    def price(self) -> str:
        """The payment standard of a pack."""
        product = self.example["form"]["product"]
        return next(row["保密支付标准"] for row in table("national_list_2025") if row["药品统一编码"] == product)

    def sale(self, rxno: str) -> dict[str, Any]:
        """A sale of the whole prescription at the payment standard."""
        order, product = self.example["prescription"], self.example["form"]["product"]
        packs, days = str(order["quantity"]), order["supply_days"]
        return sale_of(rxno, person=self.number, product=product, price=self.price, packs=packs, days=days)

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

    def serve(self, rxno: str) -> None:
        """At the pharmacist's pages: she is found, sold to, given her receipt twice, and one box comes back."""
        order, patient = self.example["prescription"], self.example["patient"]["name"]
        packs, days = int(order["quantity"]), order["supply_days"]
        product = self.example["form"]["product"]
        customer = Customer(patient, self.identity, rxno, product, self.price, packs, days)
        counter = PharmacyDesk(self.desk("pharmacist"), self.tell, customer)
        counter.find()
        claim = counter.sell(self.example["everyday"]["wrong_product"])
        self.check_claim(claim, "sale")
        counter.print_again(claim, f"{Decimal(self.example['sale']['psn_part_amt']):,.2f}")
        self.tell.begin("责任医师", "当日再开一张，余药未尽，系统拒绝", "SUPPLY_IN_HAND")
        self.refuse(self.order, "手中余药")
        self.check_limits("再购后的余额", "limits_after")
        rest, back = counter.return_one(claim)
        self.tell.fact("应退还患者", back)
        figures.check(self.tell.step, "应退还患者", back, self.example["everyday"]["back"])
        self.check_claim(rest, "kept")
        self.check_limits("部分退药后的余额", "limits_kept")

    def check_claim(self, claim: str, figure: str) -> None:
        """The settlement that a page made, as the pharmacy's system reads it. Raises Differs."""
        answer = self.till.get(f"settlements/{claim}")
        self.tell.fact("结算编号", f"{claim}　个人支付 {answer.body['psn_part_amt']}")
        figures.compare(self.tell.step, answer.body, self.example[figure])

    def withdraw(self, rxno: str) -> None:
        self.tell.begin("责任医师", "作废处方余下的一盒", "prescription.withdraw")
        desk, page = self.desk("physician"), f"/eligibility/prescriptions/{rxno}/"
        desk.post(f"{page}withdraw/", {"reason-why": "患者改用长期处方"})
        figures.check(self.tell.step, "处方的状态是余量已作废", "余量已作废" in desk.get(page), True)
        self.check_in_hand(self.example["everyday"]["in_hand"])

    def prescribe_long(self) -> None:
        """A long-term prescription beside what she still has; without an assessment it is refused."""
        order = self.example["long_term"]
        form = {**self.order, "days": str(order["days"]), "quantity": order["quantity"], "long_term": "on"}
        self.tell.begin("责任医师", "开长期处方，没有写评估，系统拒绝", "LONG_TERM_NOT_ASSESSED")
        self.refuse(form, order["refusal"])
        supply = f"{order['quantity']} 盒，{order['days']} 天"
        self.tell.begin("责任医师", f"写明评估、患者签字后开具：{supply}", "prescription.issue")
        assessment = {"assessment": order["assessment"], "patient_signed": "on"}
        where = self.desk("physician").post(self.prescribing, {**form, **assessment})
        figures.check(self.tell.step, "是长期处方", "长期处方" in self.desk("physician").get(where), True)

    def refuse(self, form: dict[str, str], words: str) -> None:
        """Raises Refused if the prescription is issued, Differs if it is refused for another reason."""
        try:
            where = self.desk("physician").post(self.prescribing, form)
        except Refused as refusal:
            figures.check(self.tell.step, f"拒绝的理由是{words}", words in str(refusal), True)
        else:
            raise Refused(f"仍开具了处方：{where}")

    def ask_till(self, title: str, ask: Callable[[], Answer], example: str) -> Answer:
        self.tell.begin("药店收银系统", title, "claim.settle")
        answer = ask()
        if answer.body["setl_id"] is None or answer.body["refd_setl_flag"] == "1":
            self.tell.settlement(answer.body, with_lines=answer.body["setl_id"] is None)
        else:
            self.tell.fact("结算编号", f"{answer.body['setl_id']}　个人支付 {answer.body['psn_part_amt']}")
        figures.compare(self.tell.step, answer.body, self.example[example])
        return answer


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
