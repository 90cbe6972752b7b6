"""Says where the demonstration is, who one may be in it, and what to try first."""

import json
import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kit.clock import today
from province.staff.words import Role
from tools.demo import brochure, sales, world
from tools.demo.ground import PASSWORD

NO_ADDRESS = "（尚未启动：make run）"
WIDTH = 22
# One institution of each kind is enough on a screen; --json has all.
SHOWN = frozenset({"H43010200001", "P43010300001", None})
FIRST_STEPS = """
先试这些 / Try first
  1. 用 reviewer 登录：待审核的申请按期限排列，超期的在最上面；打开一件，看规则结论并作决定。
     Sign in as reviewer: the queue by deadline; open a case, read the rules, decide.
  2. 用 chenmingyuan（责任医师）登录：新建申请、上传材料、签章；再用 office-furong 报送、clerk 受理。
     As a physician file an application; its insurance office submits, the clerk accepts.
  3. 用 pharmacy-tianxin（药店）登录：凭上面任意一张处方试算、结算、打印凭条、撤销。
     As a pharmacy preview, settle and reverse on one of the prescriptions above.
  4. 接口：POST /api/v1/token 换取令牌，文档在 /api/v1/docs/；账号和处方见 python manage.py demo --json。
     API: take a token, then see /api/v1/docs/; all accounts and prescriptions: demo --json.
  5. make walkthrough 自动走完一位新患者的全程，逐步核对金额。
     make walkthrough plays a new patient's whole way and checks every figure.
"""


class Command(BaseCommand):
    """Open prescriptions that were sold or have run out are issued anew, so that there is always something to sell."""

    help = "Print address, accounts and what to try first; --json for programs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="everything, as JSON")

    def handle(self, *_args: object, json: bool, **_options: object) -> None:
        if not settings.DEMO:
            raise CommandError("There is a demonstration only with DEMO=1 (and DEBUG=1).")
        if not world.is_built():
            raise CommandError("There is nothing yet. make seed fills the demonstration in.")
        if settings.PROVINCE == world.WITH_CHAIN:
            sales.renew(today())
        found = brochure.everything(os.environ.get("BASE_ADDRESS", ""), today())
        self.stdout.write(as_json(found) if json else as_text(found))


def as_json(found: brochure.Described) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1)


def as_text(found: brochure.Described) -> str:
    lines = [
        f"地址 / Address   {found['base_address'] or NO_ADDRESS}",
        f"密码 / Password  {PASSWORD}（以下账号都相同；演示数据，均为虚构 / the same for all; invented data）",
        "",
        "账号 / Accounts",
        *(_account(each) for each in found["staff"] if each["institution"] in SHOWN),
        "  其余机构的账号和接口客户端见 / All others: python manage.py demo --json",
    ]
    if found["persons"]:
        lines += ["", "可以结算的处方 / Prescriptions to settle today", *(_person(each) for each in found["persons"])]
    return "\n".join(lines) + "\n" + (FIRST_STEPS if found["persons"] else "")


def _account(account: brochure.Described) -> str:
    role = Role(account["role"]).label
    return f"  {account['username']:<{WIDTH}}{account['name']}　{role}　{account['institution_name'] or ''}".rstrip(
        "　"
    )


def _person(person: brochure.Described) -> str:
    line = person["lines"][0]
    return (
        f"  {person['rxno']}  {person['name']}（{person['psn_no']}）　{line['name']}　"
        f"{plain(line['quantity'])} 包 × {line['price']} 元　{person['pharmacy_name']}"
    )


def plain(quantity: str) -> str:
    """4.0000 as 4."""
    return quantity.rstrip("0").rstrip(".")
