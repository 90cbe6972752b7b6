"""Where no pack is settled unscanned."""

from dataclasses import dataclass

from acts.parameters import Parameter
from acts.policy import Section, parameter
from physicians.institutions.words import Channel


@dataclass(frozen=True, kw_only=True)
class Tracing(Section):
    key = "tracing"
    label = "追溯码"

    required: Parameter[frozenset[Channel]] = parameter("无码不结算的渠道")
