"""The register with what the code says it carries and what the committed result proves."""

from django.conf import settings

from acts.inventory import carriers
from acts.proof import Standing, load_proof
from acts.register import every_obligation


def standings() -> list[Standing]:
    """Return every obligation of every act, in the acts' order, with the code that signed for it and its proof.

    Code signs when it is imported: `province.law.checks.import_floors` imports all of it.
    """
    act, proof = settings.PROVINCE, load_proof()
    carriers_of = carriers(act)
    return [
        Standing(obligation, carriers_of.get(obligation.id, ()), proof.get(obligation.id))
        for obligation in every_obligation(act)
    ]
