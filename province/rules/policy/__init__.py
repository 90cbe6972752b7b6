"""The policy of a province: every legal or decided number, dated, sourced and typed."""

from province.rules.policy.loader import PolicyError, load_policy, parse_policy
from province.rules.policy.parameters import Entry, Parameter, PolicyNotInForce
from province.rules.policy.schema import Act, AreaRowRefused, MedicalType, Policy, Span

__all__ = [
    "Act",
    "AreaRowRefused",
    "Entry",
    "MedicalType",
    "Parameter",
    "Policy",
    "PolicyError",
    "PolicyNotInForce",
    "Span",
    "load_policy",
    "parse_policy",
]
