"""Draws the README's screenshots from the seeded demonstration, in a real browser."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tools.demo.ground import PASSWORD
from tools.stack.browser import FLAGS, find_browser
from tools.stack.system import serving

FOLDER = Path(settings.BASE_DIR) / "docs" / "screens"
DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
COLOURS = 256  # a page has few; a palette makes the file a third as large


class Command(BaseCommand):
    """For a seeded stack without a web, and DEBUG on as in `make run`: `make screens` makes one."""

    help = "Draw docs/screens anew."

    def handle(self, *_args: object, **_options: object) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        path, environment = find_browser()
        flags = [*FLAGS, "--lang=zh-CN"]
        with serving({**os.environ, "PORT": "0"}) as system, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=flags, env={**environment})
            for name, (account, size, steps) in SCREENS.items():
                with signed_in(browser, system.address, account, size) as page:
                    steps(page)
                    file = keep(name, page.screenshot())
                self.stdout.write(f"{file.relative_to(settings.BASE_DIR)}  {file.stat().st_size // 1024} kB")


@contextmanager
def signed_in(browser: Browser, address: str, account: str, size: ViewportSize) -> Iterator[Page]:
    context = browser.new_context(viewport=size, base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.goto(reverse("province:login"))
    page.get_by_label("用户名").fill(account)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    yield page
    context.close()


def keep(name: str, picture: bytes) -> Path:
    path = FOLDER / f"{name}.png"
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def queue(page: Page) -> None:
    page.goto(reverse("eligibility:review"), wait_until="networkidle")


def application(page: Page) -> None:
    """The first of the queue that waits for the reviewer alone."""
    queue(page)
    page.locator("tbody tr", has_text="待审核决定").first.get_by_role("link").click()
    page.wait_for_load_state("networkidle")


def settlement(page: Page) -> None:
    """The latest that was not taken back."""
    page.goto(f"{reverse('settlement:settlements')}?state=settled", wait_until="networkidle")
    page.locator("tbody tr").first.get_by_role("link").first.click()
    page.wait_for_load_state("networkidle")


Screen = tuple[str, ViewportSize, Callable[[Page], None]]
SCREENS: dict[str, Screen] = {
    "queue": ("reviewer", DESK, queue),
    "application": ("reviewer", DESK, application),
    "settlement": ("pharmacy-tianxin", DESK, settlement),
    "phone": ("reviewer", PHONE, application),
}
