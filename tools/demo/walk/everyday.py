"""What is done at a pharmacy's desk every day: find, scan, sell, print again, take a part back."""

import re
from dataclasses import dataclass
from typing import Any

from tools.demo.sales import trace_codes
from tools.demo.walk import figures
from tools.demo.walk.telling import Teller
from tools.demo.walk.visitors import Desk, Refused, number_in

KEY = re.compile(r'name="key" value="(page-[0-9a-f]{32})"')
CLAIM = re.compile(r"/settlement/(\d+)/")
BACK = re.compile(r"请退还患者 ([0-9.,]+) 元")
FIND_PAGE = "/settlement/sale/"
IDENTITY_CARD = "02"


@dataclass
class Customer:
    """Who stands at the counter, and what was prescribed to her."""

    name: str
    identity: str
    rxno: str
    product: str
    price: str
    packs: int
    days: int


@dataclass
class PharmacyDesk:
    """A pharmacist at the pages of the counter."""

    desk: Desk
    tell: Teller
    customer: Customer

    def find(self) -> None:
        """By name, and by the code on the prescription, which holds its address. Raises Refused."""
        sale = f"{FIND_PAGE}{self.customer.rxno}/"
        self.tell.begin("药店药师", f"按姓名查找 {self.customer.name}", "prescription.issue")
        page = self.desk.send(FIND_PAGE, {"rxno": self.customer.name})
        figures.check(self.tell.step, "找到她的处方，一步可到结算", f'href="{sale}"' in page, True)
        figures.check(self.tell.step, "页面上没有完整的证件号码", self.customer.identity in page, False)
        self.tell.begin("药店药师", "扫描处方上的码，直接打开结算")
        where = self.desk.post(FIND_PAGE, {"rxno": f"https://rx.example/{self.customer.rxno}"})
        figures.check(self.tell.step, "打开的页面", where, sale)

    def sell(self, wrong_product: str) -> str:
        """The whole prescription; first the box of another product is scanned. Returns the settlement's number."""
        sale = f"{FIND_PAGE}{self.customer.rxno}/"
        form = self._form(self.desk.get(sale))
        self.tell.begin("药店药师", "误扫了别的药的盒子，系统拒绝", "TRACE_CODE_OF_ANOTHER_PRODUCT")
        page = self.desk.send(sale, {**form, "codes-0": "\n".join(self._codes(wrong_product))})
        figures.check(self.tell.step, "指出是别的药品的码", "是别的药品或大包装的码" in page, True)
        figures.check(self.tell.step, "没有算出金额", "预结算结果" in page, False)
        self.tell.begin("药店药师", "扫对药盒，预结算后向患者收款", "claim.settle")
        page = self.desk.send(sale, form)
        figures.check(self.tell.step, "预结算给出金额", "预结算结果" in page, True)
        return number_in(CLAIM, self.desk.post(f"{sale}settle/", form))

    def print_again(self, claim: str, patient: str) -> None:
        """The receipt, twice: the second is the first. Raises Differs."""
        self.tell.begin("药店药师", "打印结算单，患者遗失后再打一次")
        first, again = (self._article(self.desk.get(f"/settlement/{claim}/receipt/")) for _ in range(2))
        figures.check(self.tell.step, "两次打印相同", first == again, True)
        figures.check(self.tell.step, "结算单上的个人负担", patient in first, True)
        self.tell.amount("个人负担", patient.replace(",", ""))

    def return_one(self, claim: str) -> tuple[str, str]:
        """One box comes back. Returns the settlement of the rest, and what the patient is given back."""
        address = f"/settlement/{claim}/return/"
        self.tell.begin("药店药师", "退回一盒，其余按原条件重新结算")
        form = {
            "key": number_in(KEY, self.desk.get(address)),
            "back-1": self._codes(self.customer.product)[-1],
            "reason": "quality",
            "note": "包装破损",
        }
        where = self.desk.post(address, form)
        return number_in(CLAIM, where), number_in(BACK, self.desk.get(where))

    def _form(self, page: str) -> dict[str, Any]:
        return {
            "key": number_in(KEY, page),
            "credential": IDENTITY_CARD,
            "certno": self.customer.identity,
            "price-0": self.customer.price,
            "packs-0": str(self.customer.packs),
            "days-0": str(self.customer.days),
            "codes-0": "\n".join(self._codes(self.customer.product)),
            "reason-0": "",
        }

    def _codes(self, product: str) -> list[str]:
        return trace_codes(product, self.customer.rxno, 1, self.customer.packs)

    def _article(self, page: str) -> str:
        """The printed part of a page. Raises Refused when there is none."""
        _, begins, rest = page.partition("<article")
        if not begins:
            raise Refused("页面上没有结算单")
        return rest.partition("</article>")[0]
