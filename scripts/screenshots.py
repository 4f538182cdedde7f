"""Take the pictures of docs/screenshots: a fresh demonstration county, one matter from the door to the answer.

python scripts/screenshots.py            about a minute; needs Chromium
python scripts/screenshots.py --site http://localhost:8000    a demonstration that is running already
"""

import argparse
import io
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import which

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
LARGEST = 200_000  # bytes of one picture
MATTERS = 500
PASSWORD = "linli-yanshi-2026"  # of the demonstration, printed at every start
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
TEXT = "村口的自来水管漏水三天了，路面都湿了，老人走路容易摔倒。希望尽快来修。"
QUESTION = "漏水的是老槐树这边，还是桥头那边？"
ANSWER = "老槐树这边，靠近小学门口。"
REPLY = "水管今天上午已经换好，路面也清理了。如果再漏，请直接打我们的电话。"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--site", help="address of a running demonstration; without it a fresh one is made")
    site = parser.parse_args().site
    chromium = which("chromium") or which("chromium-browser") or which("google-chrome")
    if chromium is None:
        sys.exit("There is no Chromium here; pictures need one (Debian: apt install chromium).")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        if site:
            take_all(browser, site.rstrip("/"))
        else:
            with demonstration() as fresh:
                take_all(browser, fresh)
        browser.close()


@contextmanager
def demonstration() -> Iterator[str]:
    """Serve a demonstration county of its own in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="linli-pictures-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
        probe.close()
        names = {"LINLI_VAR": folder, "LINLI_SETTINGS": f"{folder}/none.env", "LINLI_STATIC_HASHED": "0"}
        linli, plain = [sys.executable, "-m", "linli"], {**os.environ, **names, "LINLI_DEMONSTRATION": "0"}
        full = {**plain, "LINLI_DEMONSTRATION": "1"}
        subprocess.run([*linli, "prepare"], env=plain, cwd=ROOT, check=True)
        subprocess.run([*linli, "demo", "--matters", str(MATTERS)], env=full, cwd=ROOT, check=True)
        server = subprocess.Popen([*linli, "serve", "--no-check", "--port", port], env=full, cwd=ROOT)
        try:
            yield wait_for(f"http://localhost:{port}")
        finally:
            server.terminate()
            server.wait(30)


def wait_for(site: str) -> str:
    for _attempt in range(60):
        try:
            urllib.request.urlopen(site, timeout=5).close()
            return site
        except OSError:
            time.sleep(0.5)
    sys.exit("The demonstration did not start; see above.")


def take_all(browser: Browser, site: str) -> None:
    resident = at(browser, site, PHONE, "/bring/1")
    number = bring(resident)
    clerk = at(browser, site, DESK, "/desk/")
    log_in(clerk, "zhongxin-zhiban")
    ask(clerk, f"{site}/desk/matter/{number}/")
    resident.reload()
    say(resident, "回答", ANSWER)
    clerk.reload()
    clerk.wait_for_load_state("networkidle")
    keep(clerk, "desk-matter", height=1150)
    reply(clerk)
    resident.reload()
    resident.get_by_text("为什么是这天").first.click()
    resident.evaluate("scrollTo(0, 0)")
    keep(resident, "portal-follow", height=1700)
    worklist(clerk, site)
    clerk.goto(f"{site}/desk/figures/")
    keep(clerk, "figures", height=1200)


def at(browser: Browser, site: str, window: dict[str, int], path: str) -> Page:
    context = browser.new_context(viewport=window, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site + path)
    return page


def bring(page: Page) -> str:
    """Bring one matter as a resident; return its number."""
    page.get_by_label("发生了什么").fill(TEXT)
    page.get_by_label("照片").set_input_files(
        {"name": "水管.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    page.locator(".photo-strip img").wait_for()
    page.locator("[value='requests.help']").check()
    forward(page)
    page.get_by_role("button", name="在地图或名单上选").click()
    page.locator("main svg a").first.click()
    page.locator("[data-place-picker] svg").click()
    page.get_by_role("button", name="就是这里").click()
    forward(page)
    page.get_by_text("为什么是这天").click()
    keep(page, "portal-bring", height=1500)
    page.get_by_role("button", name="提交").click()
    page.locator(".receipt-number").wait_for()
    keep(page, "portal-receipt", height=1300)
    number = page.locator(".receipt-number").inner_text()
    page.get_by_role("button", name="看办理进度").click()
    return number


def forward(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="下一步").last.click()


def picture() -> bytes:
    """Return a drawn picture: water on a road."""
    drawn = Image.linear_gradient("L").resize((640, 480)).convert("RGB")
    drawn.paste("#6f8f9a", (0, 300, 640, 420))
    drawn.paste("#4d4a45", (280, 120, 340, 330))
    held = io.BytesIO()
    drawn.save(held, "JPEG")
    return held.getvalue()


def log_in(page: Page, username: str) -> None:
    page.get_by_label("账号").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/desk/list/**")


def say(page: Page, step: str, text: str) -> None:
    """Unfold a step, write `text` and send it."""
    opened = page.locator("details.step", has=page.locator("summary", has_text=step)).first
    if opened.get_attribute("open") is None:
        opened.locator("summary").click()
    opened.locator("textarea").fill(text)
    with page.expect_navigation():
        opened.get_by_role("button").click()


def ask(page: Page, address: str) -> None:
    page.goto(address)
    with page.expect_navigation():
        page.get_by_role("button", name="认领").click()
    say(page, "请居民补充", QUESTION)


def reply(page: Page) -> None:
    say(page, "答复", REPLY)
    with page.expect_navigation():
        page.get_by_role("button", name="就这样答复").click()


def worklist(page: Page, site: str) -> None:
    """The list of what is open this month, with one matter beside it."""
    page.goto(f"{site}/desk/list/open/?since={date.today().replace(day=1)}")  # noqa: DTZ011 - the reader's own day
    page.keyboard.press("ArrowDown")
    page.locator("#pane .matter-head").wait_for()
    page.wait_for_load_state("networkidle")
    keep(page, "desk-worklist")


def keep(page: Page, name: str, *, height: int = 0) -> None:
    """Write one picture, at most `height` high (as the window without it), in as few colours as it needs."""
    shot = Image.open(io.BytesIO(page.screenshot(full_page=bool(height)))).convert("RGB")
    if height:
        shot = shot.crop((0, 0, shot.width, min(height, shot.height)))
    path = FOLDER / f"{name}.png"
    shot.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {shot.width} × {shot.height}, {size // 1024} KB")
    if size > LARGEST:
        sys.exit(f"{path.name} is larger than {LARGEST // 1000} KB.")


if __name__ == "__main__":
    main()
