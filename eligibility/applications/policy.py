"""What an application needs, and the clocks of those who answer it."""

from collections.abc import Iterator
from dataclasses import dataclass

from acts.cycles import left_out
from acts.parameters import Parameter, Switch
from acts.policy import Contradiction, Policy, Section, parameter, switch
from acts.units import Days, Times, WorkingDays
from catalog.drugs.words import BenefitClass
from eligibility.applications.words import ApplicationKind, ClockStart, MaterialKind, ReviewKind


@dataclass(frozen=True, kw_only=True)
class Applying(Section):
    key = "applying"
    label = "申请"

    classes: Parameter[frozenset[BenefitClass]] = parameter("需先申请待遇的类别")
    materials: Parameter[tuple[MaterialKind, ...]] = parameter("申请材料")
    submission_gap_alert_days: Parameter[Days] = parameter("申请时间与提交相隔过久的提醒")
    renewal_days_ahead: Parameter[Days] = parameter("可提前申请延期")
    renewal_days_after: Parameter[Days] = parameter("到期后仍可按延期办理")


@dataclass(frozen=True, kw_only=True)
class Intake(Section):
    key = "intake"
    label = "受理"

    working_days: Parameter[WorkingDays] = parameter("受理时限")
    silence_accepts: Switch = switch("逾期未答复视为收到之日受理")
    return_count: Parameter[Times] = parameter("可提出全部缺件的退回次数")

    def contradictions(self, policy: Policy) -> Iterator[Contradiction]:
        """Yield the silence that accepts, where the act leaves the step out by which it would."""
        counts = any(entry.value for entry in self.silence_accepts.entries)
        if (
            counts
            and {"application.accept_unanswered", "application.accept_unanswered_short"} <= left_out(policy.name).keys()
        ):
            yield self.silence_accepts, "silence accepts, yet the act leaves out the step application.accept_unanswered"


@dataclass(frozen=True, kw_only=True)
class Reviewing(Section):
    key = "reviewing"
    label = "{review}"

    kind: Parameter[ReviewKind] = parameter("经办环节的性质")
    clock_start: Parameter[ClockStart] = parameter("{review}时限的起算")
    working_days: Parameter[WorkingDays] = parameter("{review}时限")
    expert_signature_kinds: Parameter[frozenset[ApplicationKind]] = parameter("须有审核专家签字的申请")

    def contradictions(self, policy: Policy) -> Iterator[Contradiction]:
        """Yield the outcome and the signature for which the act leaves out the step."""
        absent, ends = left_out(policy.name), {ReviewKind.DECISION: "approve", ReviewKind.FILING: "file"}
        for entry in self.kind.entries:
            if f"application.{ends[entry.value]}" in absent:
                yield self.kind, f"is {entry.value}, yet the act leaves out the step application.{ends[entry.value]}"
        is_demanded = any(entry.value for entry in self.expert_signature_kinds.entries)
        if is_demanded and "application.give_opinion" in absent:
            reason = "an expert signs, yet the act leaves out the step application.give_opinion"
            yield self.expert_signature_kinds, reason
