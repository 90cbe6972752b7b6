"""Papers of an application: real files outside the web root, one row each."""

import os
import uuid
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from acts.demands import carries
from eligibility.applications.actions.steps import lock
from eligibility.applications.deeds import ADD_MATERIAL, REMOVE_MATERIAL
from eligibility.applications.errors import MaterialsClosed
from eligibility.applications.models import KeptPaper, Material, TreatmentApplication
from eligibility.applications.rules.documents import Paper, plain_name, read_paper
from eligibility.applications.words import ENDED, MaterialKind
from kit.action import action
from province.events.actions.recording import record
from province.staff.models import Account


@action
@carries("materials_online")
def add(
    *, application: TreatmentApplication, kind: MaterialKind, content: bytes, name: str, by: Account, on: date
) -> Material:
    """Keep one paper with an application that is not ended.

    Raises NotFound, MaterialsClosed, the File errors, ConstraintBroken (MATERIAL_ONCE).
    """
    paper = read_paper(content)
    case = _open(application, by)
    material = keep(Material(application=case, kind=kind, round=case.returns, added_by=by), paper, name)
    record(ADD_MATERIAL, case, by=by, on=on, data=_columns_of(material))
    return material


@action
def remove(*, material: Material, by: Account, on: date) -> None:
    """Take a paper away again while the form is unsigned. Raises NotFound, MaterialsClosed."""
    case = _open(material.application, by)
    if case.signed_on is not None:
        raise MaterialsClosed
    record(REMOVE_MATERIAL, case, by=by, on=on, data=_columns_of(material))
    material.delete()


def _open(application: TreatmentApplication, by: Account) -> TreatmentApplication:
    case = lock(application, by)
    if case.state in ENDED:
        raise MaterialsClosed
    return case


def _columns_of(material: Material) -> dict[str, object]:
    """What an event keeps of a paper."""
    return {"kind": material.kind, "digest": material.digest, "size": material.size}


Kept = TypeVar("Kept", bound=KeptPaper)


def keep(row: Kept, paper: Paper, name: str) -> Kept:
    """Store a paper that was read, and the row that leads to it. Raises IntegrityError."""
    row.name, row.media_type, row.digest = plain_name(name, paper.suffix), paper.media_type, paper.digest
    row.size, row.pages, row.stored_as = len(paper.content), paper.pages, _store(paper)
    row.save()
    return row


def _store(paper: Paper) -> str:
    """Write the bytes where no web server looks, and be sure that they stand before the row says so."""
    stored_as = f"{uuid.uuid4().hex}.{paper.suffix}"
    path = path_of(stored_as)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(paper.content)
        file.flush()
        os.fsync(file.fileno())
    return stored_as


def path_of(stored_as: str) -> Path:
    return settings.DOCUMENT_ROOT / stored_as[:2] / stored_as
