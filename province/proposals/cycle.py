"""The life of a proposed figure: one person proposes, another confirms; only then does it hold."""

from functools import partial

from acts.deeds import declare
from kit.life_cycle import NEW, Button, LifeCycle, transition
from kit.pages.parts import Tone
from province.proposals.deeds import PROPOSAL as NOUN
from province.proposals.words import ProposalState as S
from province.staff.words import Role

CURATORS = (Role.CATALOG_ADMIN,)

row = partial(transition, NOUN)

PROPOSAL = declare(
    LifeCycle(
        noun=NOUN,
        states={
            NEW: "尚未提出",
            S.PROPOSED: "等另一名工作人员确认，结算还不按它",
            S.CONFIRMED: "两人已定，自起始日起按它结算",
            S.DECLINED: "另一名工作人员不同意，不生效",
            S.ABANDONED: "提出人已收回，不生效",
        },
        transitions=(
            row("propose", [NEW], S.PROPOSED, CURATORS, "提出", "已提出"),
            row(
                "confirm",
                [S.PROPOSED],
                S.CONFIRMED,
                CURATORS,
                "确认",
                "已确认",
                tone=Tone.FINE,
                button=Button(
                    "确认", "自起始日起结算按新标准，原标准到前一日为止；已经结算的不变。", form="confirmation"
                ),
            ),
            row(
                "decline",
                [S.PROPOSED],
                S.DECLINED,
                CURATORS,
                "不同意",
                "另一人不同意",
                tone=Tone.OVER,
                button=Button("不同意", "这项提议不生效，提出人看得到理由，可以另提。", form="reason", danger=True),
            ),
            row(
                "take_back",
                [S.PROPOSED],
                S.ABANDONED,
                CURATORS,
                "收回",
                "提出人已收回",
                tone=Tone.SOON,
                button=Button("收回", "这项提议不生效，可以另提。", form="reason"),
            ),
        ),
    ),
    __name__,
)
