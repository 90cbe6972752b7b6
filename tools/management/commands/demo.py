"""Says where the demonstration is, who one may be in it, and what to try first."""

import json
import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kit.clock import today
from province.staff.words import Role
from tools.demo import brochure, sales, world
from tools.demo.ground import PASSWORD
from tools.demo.tables import own

NO_ADDRESS = "（尚未启动：make run）"
WIDTH = 22


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
        if world.has_stories():
            sales.renew(today())
        parts = brochure.everything(os.environ.get("BASE_ADDRESS", ""), today())
        self.stdout.write(as_json(parts) if json else as_text(parts))


def as_json(parts: brochure.Described) -> str:
    return json.dumps(parts, ensure_ascii=False, indent=1)


def as_text(parts: brochure.Described) -> str:
    # One institution of each kind is enough on a screen; --json has all.
    at_work = [member["institution"] for member in parts["staff"] if member["institution"]]
    institutions = {None, *{code[0]: code for code in reversed(at_work)}.values()}
    lines = [
        f"地址 / Address   {parts['base_address'] or NO_ADDRESS}",
        f"密码 / Password  {PASSWORD}（以下账号都相同；演示数据，均为虚构 / the same for all; invented data）",
        "",
        "账号 / Accounts",
        *(_account(member) for member in parts["staff"] if member["institution"] in institutions),
        "  其余机构的账号和接口客户端见 / All others: python manage.py demo --json",
    ]
    if parts["persons"]:
        lines += [
            "",
            "可以结算的处方 / Prescriptions to settle today",
            *(_person(member) for member in parts["persons"]),
        ]
    if parts["testers"]:
        lines += [
            "",
            "接口测试用的人 / Persons to try a program on",
            *(f"  {row['person']}  {row['words']}：{row['outcome']}" for row in parts["testers"]),
        ]
    first_steps = own("first_steps.txt")
    return "\n".join(lines) + "\n" + (f"\n{first_steps.read_text('utf-8')}" if first_steps.is_file() else "")


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
