"""Somebody whose yearly limits are nearly used up buys: the funds pay what is left of them, and no fen more."""

from typing import Any
from uuid import uuid4

from tools.demo.walk import figures
from tools.demo.walk.telling import Teller
from tools.demo.walk.visitors import CREDENTIAL, Till, sale_of


def cross_limit(address: str, clients: dict[str, dict[str, str]], tell: Teller, example: dict[str, Any]) -> None:
    """Sell and take back, so that the next walk finds her as this one did. Raises Differs, Refused."""
    tell.begin("药店收银系统", f"限额将尽的患者 {example['person']} 购药", "annual_limits")
    client = clients[example["pharmacy"]]
    till = Till(address, client["client_id"], client["client_secret"])
    present = {"psn_no": example["person"], "mdtrt_cert_type": CREDENTIAL}
    sheets = till.post("prescription-searches", present).body["prescriptions"]
    if not sheets:
        tell.fact("跳过", "她今天的处方已经售出或还没有开；重新启动系统会补开")
        return
    check_left(tell, till, example, "before")
    rxno = sheets[0]["rxno"]
    order = {name: example[name] for name in ("person", "product", "price", "packs", "days")}
    sale = till.post("settlements", sale_of(rxno, **order), f"walk-limit-{uuid4().hex}").body
    tell.settlement(sale, with_lines=True)
    figures.compare(tell.step, sale, example["sale"])
    number = sale["setl_id"]
    check_left(tell, till, example, "after")
    tell.begin("药店收银系统", "撤销，限额复原")
    till.post(f"settlements/{number}/reversal", {"reason": "entered_wrongly"}, f"walk-limit-back-{number}")
    check_left(tell, till, example, "before")


def check_left(tell: Teller, till: Till, example: dict[str, Any], moment: str) -> None:
    """What is left of each limit, before and after. Raises Differs."""
    limits = till.post("benefit-checks", {"psn_no": example["person"]}).body["limits"]
    remainders = {limit["kind"]: limit["left"] for limit in limits}
    figures.compare(tell.step, remainders, example[moment])
    for kind, name in (("pooled_fund", "统筹余额"), ("serious_illness", "大病余额")):
        tell.amount(name, remainders[kind])
