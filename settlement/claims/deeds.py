"""What is recorded of claims: the counter's statement writes these events."""

from acts.deeds import deed
from kit.deeds import Noun
from kit.pages.parts import Tone

CLAIM = Noun("claim", "结算", page="settlement:claim")

SETTLE = deed(CLAIM, "settle", "已结算", tone=Tone.FINE, demand="claim.settle")
REVERSE = deed(CLAIM, "reverse", "已撤销结算", tone=Tone.OVER, demand="claim.reverse")
