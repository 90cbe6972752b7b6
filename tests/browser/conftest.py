"""A real browser against a server of the module's own: a copy of the database, served by a process of the project."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.databases import Databases
from tools.stack.browser import FLAGS, find_browser
from tools.stack.files import ROOT

# What stands under another heading than its own: on a desk by the edges of its cell and the way it is aligned, on a
# phone by the label before it and by anything that has slipped under the labels.
ASTRAY = (ROOT / "tests/browser/astray.js").read_text("utf-8")

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 30


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    path, environment = find_browser()
    return {"executable_path": path, "args": list(FLAGS), "env": environment}


@pytest.fixture(scope="module")
def seed() -> str:
    """The management command that fills the module's database; a module overrides it."""
    return ""


@pytest.fixture(scope="module")
def database(databases: Databases, seed: str) -> Iterator[str]:
    name = f"browser_{os.getpid()}"
    databases.create(name, seed)
    yield name
    databases.drop(name)


@pytest.fixture(scope="module")
def address(databases: Databases, database: str) -> Iterator[str]:
    """Where the module's server listens."""
    port = _free_port()
    command = [sys.executable, "manage.py", "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, cwd=ROOT, env=databases.variables(database), **quiet)
    try:
        _wait_for(f"http://127.0.0.1:{port}/login/", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            httpx.get(url, trust_env=False).raise_for_status()
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server at {url} did not answer")


@pytest.fixture(params=[DESK, PHONE], ids=["1440", "390"])
def width(request: pytest.FixtureRequest) -> dict[str, int]:
    return request.param


@pytest.fixture
def context(browser: Browser, address: str, width: dict[str, int]) -> Iterator[BrowserContext]:
    """A browser window that fails the test on whatever the console complains about."""
    opened = browser.new_context(viewport=width, base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai")
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("weberror", lambda error: complaints.append(str(error.error)))
    yield opened
    opened.close()
    assert complaints == []


@pytest.fixture
def sound():
    """Checks a page as it stands: axe finds nothing, nothing scrolls sideways, values stand under their headings."""

    def check(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert page.evaluate(wide) is False
        assert page.evaluate(ASTRAY) == []

    return check


@pytest.fixture(scope="module")
def cookie_of(address: str):
    """The session cookie of an account, after signing in once in this module."""

    @cache
    def cookie(username: str, password: str) -> dict[str, str]:
        with httpx.Client(base_url=address, trust_env=False) as client:
            client.get("/login/")
            token = client.cookies["csrftoken"]
            fields = {"username": username, "password": password, "csrfmiddlewaretoken": token}
            assert client.post("/login/", data=fields).status_code == 302
            return {"name": "sessionid", "value": client.cookies["sessionid"], "url": address}

    return cookie


@pytest.fixture
def desk_of(context: BrowserContext, cookie_of):
    """A page of somebody who is signed in already: desk_of("shen", password)."""

    def desk(username: str, password: str) -> Page:
        context.add_cookies([cookie_of(username, password)])
        return context.new_page()

    return desk


@pytest.fixture
def sign_in(page: Page):
    """Signing in by hand, through the page."""

    def signed_in(username: str, password: str) -> Page:
        page.goto("/login/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(password)
        page.get_by_role("button", name="登录").click()
        return page

    return signed_in
