"""What a product must have before it is admitted."""

from dataclasses import dataclass

from acts.parameters import Switch
from acts.policy import Section, switch


@dataclass(frozen=True, kw_only=True)
class Admitting(Section):
    key = "admitting"
    label = "产品准入"

    platform_listing_required: Switch = switch("须在省采购平台挂网")
