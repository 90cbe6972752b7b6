"""docker-compose.yml and Dockerfile, checked by what can be checked without a container platform."""

import re
import subprocess
from typing import Any

import msgspec
import pytest
import yaml
from django.conf import settings

from eligibility.applications.rules import documents
from kit.api.errors import BodyTooLarge, NoAnswer
from kit.api.views import MOST_BYTES
from kit.errors import DomainError
from province.frame.problems import Problem
from province.frame.rules import TITLES, place_of
from tools.stack.files import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
LASTING = ["proxy", "web", "api", "worker", "beat", "postgres", "redis"]


@pytest.mark.parametrize("name", LASTING)
def test_every_lasting_service_says_whether_it_is_well(name: str) -> None:
    assert COMPOSE["services"][name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert COMPOSE["services"][name]["restart"] == "unless-stopped"


def test_every_secret_comes_from_the_environment_and_its_absence_stops_the_start() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    secret = re.compile(r"^\s+\w*(?:PASSWORD|_KEYS?): (.+)$", re.MULTILINE)
    assert secret.findall(text)
    assert all(re.fullmatch(r"\$\{\w+:\?\}", value) for value in secret.findall(text))


def test_the_containers_give_every_setting_that_has_no_default() -> None:
    required = set(re.findall(r'env\.\w+\("([A-Z_]+)"\)', (ROOT / "config/settings.py").read_text()))
    assert required <= set(COMPOSE["services"]["migrate"]["environment"])
    assert required - {"OWNER_DATABASE_URL"} <= set(COMPOSE["services"]["web"]["environment"])


def test_only_the_migration_knows_the_owner_of_the_database() -> None:
    knowing = [
        name for name, service in COMPOSE["services"].items() if "OWNER_DATABASE_URL" in service.get("environment", {})
    ]
    assert knowing == ["migrate"]


def test_every_variable_is_explained_to_the_operator() -> None:
    asked = set(re.findall(r"(?<!\$)\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    explained = (ROOT / "docs/operations.md").read_text()
    assert [name for name in sorted(asked) if f"`{name}`" not in explained] == []


def test_what_the_proxy_itself_answers_to_a_person_is_chinese_and_leads_on() -> None:
    pages = re.findall(r"respond (?:@large )?`(<!doctype html>.*)`", COMPOSE["configs"]["proxy"]["content"])
    assert [("没有办理" in page, 'href="/"' in page) for page in pages] == [(True, True)] * 2


PROXY = COMPOSE["configs"]["proxy"]["content"]


def test_programs_and_people_are_served_by_workers_of_their_own() -> None:
    served = re.findall(r"handle (/api/\* )?\{.*?import server (\w+)", PROXY, re.DOTALL)
    assert served == [("/api/* ", "api"), ("", "web")]
    assert set(COMPOSE["services"]["proxy"]["depends_on"]) == {"web", "api"}


def test_the_proxy_takes_what_the_application_takes_and_no_less_of_a_program_than_it_judges_itself() -> None:
    of_programs, of_pages = (int(size) * 2**20 for size in re.findall(r"max_size (\d+)MiB", PROXY))
    assert of_programs > MOST_BYTES
    assert of_pages == settings.DATA_UPLOAD_MAX_MEMORY_SIZE > documents.MOST_BYTES


@pytest.mark.parametrize("error", [BodyTooLarge, NoAnswer])
def test_what_the_proxy_answers_to_a_program_has_the_shape_of_every_problem(error: type[DomainError]) -> None:
    (text,) = re.findall(rf"`(\{{[^`]*\"{error.code}\".*?\}})`", PROXY)
    told = msgspec.json.decode(text.replace("{err.status_code}", "504"), type=Problem)
    assert (told.type, told.status, told.title) == (place_of(error.code), error.status, TITLES[error.status])
    assert told.instance == "{http.request.uuid}"
    assert "request_header X-Request-Id {http.request.uuid}" in PROXY


def test_the_scripts_inside_parse() -> None:
    script = COMPOSE["configs"]["roles"]["content"].replace("$$", "$")
    assert subprocess.run(["sh", "-n"], input=script, text=True, check=False).returncode == 0
    assert re.search(r"^USER (?!root)\w+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
