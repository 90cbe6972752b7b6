"""Which rules an application must obey at which step."""

from acts.rules import Rule
from eligibility.applications.rules.continuity import (
    ChangeReplacesAnother,
    KindKnown,
    NoOtherEntitlement,
    RenewalInTime,
    RenewalNotTooLate,
)
from eligibility.applications.rules.dates import (
    ApplicationDateNotAfterSignature,
    ApplicationDateWithinPublication,
    LongGap,
)
from eligibility.applications.rules.drugs import (
    ClassNeedsApplication,
    LabelIndication,
    ProductOfDrug,
    RestrictedScope,
    ScopeConditions,
)
from eligibility.applications.rules.facts import ApplicationFacts
from eligibility.applications.rules.institutions import ChosenInstitutionsCount, HospitalDesignated, PharmacyDesignated
from eligibility.applications.rules.insurance import BenefitsActive, InsuredHere
from eligibility.applications.rules.materials import MaterialsComplete
from eligibility.applications.rules.physicians import (
    IdentityChecked,
    PhysicianSaysLabel,
    PhysicianSaysScope,
    PublishedPhysician,
    SameField,
)
from eligibility.applications.rules.review import ExpertSigned, NotOwnCase

ApplicationRules = tuple[Rule[ApplicationFacts], ...]

_STANDING: ApplicationRules = (
    KindKnown(),
    InsuredHere(),
    BenefitsActive(),
    ClassNeedsApplication(),
    ProductOfDrug(),
    PublishedPhysician(),
    SameField(),
    ApplicationDateNotAfterSignature(),
    ApplicationDateWithinPublication(),
    HospitalDesignated(),
    PharmacyDesignated(),
    ChosenInstitutionsCount(),
    RenewalInTime(),
    RenewalNotTooLate(),
    ChangeReplacesAnother(),
    NoOtherEntitlement(),
)

# The physician's signature: everything that can be known before a paper is sent.
SIGNING: ApplicationRules = (IdentityChecked(), PhysicianSaysLabel(), PhysicianSaysScope(), *_STANDING)

# What the clerk at the door looks at: papers and standing, no clinical question.
INTAKE: ApplicationRules = (MaterialsComplete(), LongGap(), *_STANDING)

# What the expert is asked, and what he should know besides.
OPINION: ApplicationRules = (LabelIndication(), RestrictedScope(), ScopeConditions(), *INTAKE)

# A decision: the two conditions first, since they are what the reviewer is there to judge.
DECISION: ApplicationRules = (
    LabelIndication(),
    RestrictedScope(),
    ScopeConditions(),
    ExpertSigned(),
    MaterialsComplete(),
    LongGap(),
    *_STANDING,
    NotOwnCase(),
)

# A filing: completeness only, no clinical decision. That the hospital finds the use within the scope is part of it.
FILING: ApplicationRules = (
    MaterialsComplete(),
    PhysicianSaysScope(),
    ChosenInstitutionsCount(),
    ClassNeedsApplication(),
    NotOwnCase(),
)
