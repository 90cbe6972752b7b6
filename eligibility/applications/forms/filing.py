"""Forms of the hospital: finding the patient, the application, its papers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict

from acts.citations import is_absent
from catalog.admissions.queries import payable_on
from catalog.drugs.queries import dual_channel_on
from catalog.drugs.words import BenefitClass
from catalog.products.models import Product
from eligibility.applications.actions.filing import Form
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.policy import Applying
from eligibility.applications.queries.continuing import may_be_continued
from eligibility.applications.words import ApplicationKind, MaterialKind, SignedBy
from eligibility.entitlements.models import Entitlement
from eligibility.people.forms.fields import BY_WORDS, InstitutionField, SentenceField
from eligibility.people.models import InsuredPerson
from kit.forms import DayField, PageForm, WordChoice
from physicians.institutions.words import InstitutionKind
from physicians.responsible.models import ResponsiblePhysician
from province.law.queries.policy import current_policy

LONGEST = 2000  # letters that are kept of what cannot be read

# Choosing a drug shows what the physician must compare with: the label and the printed scope.
WORDING = {
    "hx-get": "/eligibility/wording/",
    "hx-target": "#wording",
    "hx-trigger": "change",
    "hx-include": "#id_application_date",
}


def kinds_offered() -> list[tuple[str, str]]:
    """Return the kinds of application that the act in use knows, as choices."""
    knows_renewal = current_policy()[Applying].renewal_days_ahead.applies
    return [(k.value, k.label) for k in ApplicationKind if knows_renewal or k is not ApplicationKind.RENEWAL]


class ProductChoice(forms.ModelChoiceField):
    def label_from_instance(self, product: Product) -> str:
        return f"{product.drug} {product.specification}×{product.pack} {product.manufacturer}"


class EntitlementChoice(forms.ModelChoiceField):
    def label_from_instance(self, entitlement: Entitlement) -> str:
        return f"{entitlement.generic_name} {entitlement.period}"


class ApplicationForm(PageForm):
    """The form of the annex, in the order in which a physician thinks."""

    kind = WordChoice(ApplicationKind, label="申请类型", choices=kinds_offered, widget=forms.RadioSelect)
    replaces = EntitlementChoice(
        label="原待遇", queryset=Entitlement.objects.none(), required=False, help_text="接续或更换原待遇时选择。"
    )
    product = ProductChoice(
        label="申请使用药品",
        queryset=Product.objects.none(),
        required=False,
        empty_label="请选择",
        help_text="您治疗领域内须申请的药品。",
    )
    diagnosis = forms.CharField(label="疾病诊断", max_length=200, required=False)
    diagnosis_code = forms.RegexField(
        label="诊断编码",
        regex=r"\A[A-Z][0-9A-Z.+*x]{2,18}\Z",
        max_length=20,
        required=False,
        help_text="国家医保版疾病编码，如 C34.900。",
    )
    application_date = DayField(label="申请时间", help_text="由您确定，不晚于签章日；待遇自这一天起算。")
    requested_until = DayField(label="申请截止日（选填）", required=False, help_text="不填则按规定的最长期限。")
    grounds = SentenceField(label="申请依据", required=False, rows=4, help_text="病情、检查结果、既往治疗。")
    usage = SentenceField(label="药品用法及疗程", required=False)
    hospital = InstitutionField(kind=InstitutionKind.HOSPITAL, label="享受待遇定点医疗机构")
    pharmacy = InstitutionField(
        kind=InstitutionKind.PHARMACY,
        label="享受待遇定点零售药店",
        required=False,
        help_text=f"全省任一定点均可，按患者意愿。{BY_WORDS}",
    )
    meets_label = forms.BooleanField(label="符合药品{label_indication}", required=False)
    meets_scope = forms.BooleanField(label="符合医保限定支付范围", required=False)
    identity_checked = forms.BooleanField(label="已当面核对患者本人、身份证与医保凭证相符", required=False)
    signed_by = WordChoice(SignedBy, label="申请人签字")
    signer_name = forms.CharField(label="签字人姓名", max_length=60, required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        person: InsuredPerson,
        physician: ResponsiblePhysician,
        day: date,
        from_system: Mapping[str, object] | None = None,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, from_system=from_system, initial=initial)
        product, replaces = self.fields["product"], self.fields["replaces"]
        product.queryset = products_offered(physician, day)  # type: ignore[attr-defined]
        product.widget.attrs.update(WORDING)
        replaces.queryset = may_be_continued(person.entitlements.all(), day)  # type: ignore[attr-defined]
        if is_absent(current_policy(), "LABEL_NOT_CONFIRMED"):
            del self.fields["meets_label"]
        if not replaces.queryset.exists():  # type: ignore[attr-defined]
            # Who has no entitlement has nothing to renew, change or add to.
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].choices = [(ApplicationKind.FIRST, ApplicationKind.FIRST.label)]  # type: ignore[attr-defined]
            replaces.widget = forms.HiddenInput()

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        kind = values.get("kind")
        if isinstance(kind, ApplicationKind) and kind.names_old and not values.get("replaces"):
            self.add_error("replaces", ValidationError(f"{kind.label}须选择原待遇。", code="REPLACES_MISSING"))
        return values

    def form(self, application: TreatmentApplication) -> Form:
        """What the action takes: what can be read, and of the rest what stands there already."""
        form = replace(Form.of(application), **self.cleaned_data)
        return replace(
            form,
            drug=form.product.drug if form.product else None,
            replaces=form.replaces if form.kind.names_old else None,
        )

    @property
    def unread(self) -> dict[str, object]:
        """What was typed and cannot be read yet, as it was typed."""
        return {name: self._raw(name) for name in self.errors if name in self.fields}

    @property
    def typed(self) -> dict[str, object]:
        """Everything as it was typed."""
        return {name: self._raw(name) for name in self.fields}

    def _raw(self, name: str) -> object:
        """A field as it was typed, without what PostgreSQL cannot hold and what no form is long enough for."""
        value = self[name].value()
        return value.replace("\0", "")[:LONGEST] if isinstance(value, str) else value

    @property
    def notes(self) -> list[str]:
        """What is still to be put right, a sentence each."""
        return [
            f"{self.fields[name].label}：{error}" if name in self.fields else str(error)
            for name, errors in self.errors.items()
            for error in errors
        ]

    def words_of(self, name: str) -> str:
        """What stands in a field, as a person reads it."""
        value, field = self[name].value(), self.fields[name]
        if isinstance(field, forms.BooleanField):
            return "已勾选" if value else "未勾选"
        if isinstance(field, forms.ModelChoiceField):
            row = field.queryset.filter(pk=value).first() if value else None  # type: ignore[union-attr]
            return field.label_from_instance(row) if row else ""
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value or ""))  # type: ignore[arg-type]
        return "\n".join(str(value or "").split("\r\n")).strip()


@dataclass(frozen=True)
class Difference:
    """A field that two windows say differently."""

    label: str
    here: str
    there: str


def differences(here: ApplicationForm, there: ApplicationForm) -> list[Difference]:
    """What a form says otherwise than the draft as it is kept."""
    pairs = ((name, here.words_of(name), there.words_of(name)) for name in here.fields)
    return [Difference(str(here.fields[name].label), mine, kept) for name, mine, kept in pairs if mine != kept]


def products_offered(physician: ResponsiblePhysician, day: date) -> QuerySet[Product]:
    """What this physician may apply for: products of his fields, of the classes that need an application."""
    condition = Q(pk__in=payable_on(day).values("pk"))
    if BenefitClass.DUAL_CHANNEL in current_policy()[Applying].classes.on(day):
        condition |= Q(drug__in=dual_channel_on(day))
    products = Product.objects.filter(condition, drug__field__in=physician.treatment_fields.all())
    return products.select_related("drug", "manufacturer").order_by("drug__generic_name", "drug_id", "code")


def values_of(application: TreatmentApplication) -> dict[str, object]:
    """A stored application as the form shows it, and what cannot be read yet as it was typed."""
    names = [name for name in ApplicationForm.base_fields if name not in ("product", "replaces")]
    values = {name: getattr(application, name) for name in names}
    chosen = {"product": application.product_id, "replaces": application.replaces_id}
    return {**values, **chosen, **application.unread}


class ContinuingForm(PageForm):
    """What is asked for on the ground of an entitlement that there is."""

    kind = WordChoice(ApplicationKind, label="申请类型", choices=[], widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None, *, kinds: Iterable[ApplicationKind]) -> None:
        choices = [(kind.value, kind.label) for kind in kinds]
        super().__init__(data, initial={"kind": choices[-1][0]} if choices else {})
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    """One or more pictures of one paper; what they really are, the action finds out."""

    kind = WordChoice(MaterialKind)
    file = forms.FileField(allow_empty_file=True)
