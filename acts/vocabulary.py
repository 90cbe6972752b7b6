"""Words of the law that a policy profile may use, each with its code. Plain enums: rules know no framework."""

from enum import StrEnum


class InsuranceType(StrEnum):
    """National insurance type codes (insutype)."""

    EMPLOYEE = "310"
    VETERAN_CADRE = "340"
    DISABLED_SOLDIER = "350"
    OTHER_STAFF = "360"
    RESIDENT = "390"
    OTHER = "399"


class Channel(StrEnum):
    HOSPITAL = "hospital"
    PHARMACY = "pharmacy"


class BenefitClass(StrEnum):
    """The classes in which dual-channel drugs are managed (HN-3)."""

    DUAL_CHANNEL = "dual_channel"
    SEPARATE_PAYMENT = "separate_payment"


class DrugOrigin(StrEnum):
    """Why a drug may be listed for separate payment (HN-3, HN-10, HN-12)."""

    NEGOTIATED = "negotiated"
    REGULAR_AFTER_AGREEMENT = "regular_after_agreement"
    GENERIC_OF_NEGOTIATED = "generic_of_negotiated"


class StandardFrom(StrEnum):
    """Where a payment standard comes from (HN-12)."""

    NATIONAL_AGREEMENT = "national_agreement"
    PLATFORM_PRICE = "platform_price"
    SELECTION_ROUND = "selection_round"


class AboveStandard(StrEnum):
    """What happens to a charge above the payment standard."""

    REFUSE = "refuse"
    ALERT = "alert"


class ApplicationKind(StrEnum):
    FIRST = "first"
    CHANGE = "change"
    ADDITION = "addition"
    RENEWAL = "renewal"
    MANUFACTURER = "manufacturer"
    INSTITUTION = "institution"


class Material(StrEnum):
    """Papers that an application must bring (HN-23, JS-9(1))."""

    FORM = "form"
    IDENTITY_COPY = "identity_copy"
    CREDENTIAL_COPY = "credential_copy"
    MEDICAL_PAPERS = "medical_papers"


class ReviewKind(StrEnum):
    """Whether the agency decides, or only files what is complete."""

    DECISION = "decision"
    FILING = "filing"


class ClockStart(StrEnum):
    ACCEPTANCE = "acceptance"
    RECEIPT = "receipt"


class EntitlementEnd(StrEnum):
    """What sets the last day of an entitlement."""

    NATURAL_YEARS = "natural_years"
    DRUG_VALIDITY = "drug_validity"


class Title(StrEnum):
    CHIEF = "chief"
    ASSOCIATE_CHIEF = "associate_chief"
    ATTENDING = "attending"


class PhysicianCondition(StrEnum):
    RELATED_SPECIALTY = "related_specialty"
    INSURANCE_PHYSICIAN = "insurance_physician"
    FRONT_LINE = "front_line"


class PhysicianListing(StrEnum):
    """What the city does with a hospital's physicians before the province publishes them."""

    REVIEWED = "reviewed"
    RECORDED = "recorded"


class OutpatientRule(StrEnum):
    """Rules for outpatients and pharmacies from which a province may free its inpatients."""

    ENTITLEMENT = "entitlement"
    RESPONSIBLE_PHYSICIAN = "responsible_physician"
    CHOSEN_INSTITUTION = "chosen_institution"
    PRESCRIPTION_DAYS = "prescription_days"


class SettlementYear(StrEnum):
    CALENDAR = "calendar"


class CareSetting(StrEnum):
    """Where a drug is given: at the outpatient's or pharmacy's counter, or during a stay in hospital."""

    OUTPATIENT = "outpatient"
    INPATIENT = "inpatient"


class Payer(StrEnum):
    POOLED_FUND = "pooled_fund"
    SERIOUS_ILLNESS = "serious_illness"
    MEDICAL_ASSISTANCE = "medical_assistance"
    PATIENT = "patient"


class Elsewhere(StrEnum):
    """How a purchase outside the insured area comes to be settled."""

    DIRECT = "direct"
    FILED_AND_AGREED = "filed_and_agreed"
    NATIONAL_OR_INSURED_AREA = "national_or_insured_area"
