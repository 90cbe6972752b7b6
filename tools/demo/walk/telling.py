"""How a walk is told: a numbered line for each step, figures beneath it in columns."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

from province.law.queries.policy import article
from settlement.claims.words import Payer

INDENT = "      "


class Teller:
    """Writes lines as they happen, and remembers the step for who must name it."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self.write, self.number, self.step = write, 0, ""

    def begin(self, person: str, deed: str, demand: str = "") -> None:
        """Begin a step, with the article that the act in use cites for what it does."""
        self.number, self.step = self.number + 1, f"第 {self.number + 1} 步（{deed}）"
        self.write(f"{self.number:>3}  {pad(person, 16)}{deed}{_ground(demand)}")

    def fact(self, name: str, value: object, demand: str = "") -> None:
        """Tell a value, with the article that the act in use cites for it."""
        self.write(f"{INDENT}{pad(name, 15)}{value}{_ground(demand)}")

    def settlement(self, body: dict[str, Any], with_lines: bool = False) -> None:
        """Total, then who pays what, by which article; where asked, with the sentence stored with it."""
        self.amount("费用总额", body["medfee_sumamt"])
        for entry in body["setldetail"]:
            self.amount(Payer(entry["payer"]).label, entry["fund_payamt"], entry["source"])
            if with_lines:
                self.write(f"{INDENT * 2}{entry['setl_proc_info']}")

    def amount(self, name: str, amount: str, source: str = "") -> None:
        text = f"{Decimal(amount):,.2f}"
        self.write(f"{INDENT}{pad(name, 22)}{text:>12}{f'　{source}' if source else ''}")


def _ground(demand: str) -> str:
    return f"　{article(demand)}" if demand else ""


def pad(text: str, width: int) -> str:
    """Filled up to a width in columns, of which a Chinese character takes two."""
    return text + " " * (width - sum(2 if east_asian_width(character) in "WF" else 1 for character in text))
