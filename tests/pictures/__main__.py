"""Takes pictures of all views of the page, and those of the README: `python -m tests.pictures`."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from selenium.webdriver import Chrome

from components.lenses.table import LENSES
from components.story import SCENES
from tests.benchmark.chromium import open_chromium, open_page
from tests.benchmark.servers import ROOT, free_port, wait_for

FOLDER = Path(__file__).parent / "out"  # ignored by git
SIZES = {"desktop": (1440, 900), "projector": (1024, 768), "phone": (390, 844)}
LECTURE_SIZES = {"lecture": (1024, 768), "lecture-hd": (1920, 1080)}
THEMES = ("light", "dark")
NAMES_PAUSE_S = 1.2  # until the names of the curves have their places
PLACES = (
    {"explore": "", "race": "part=race"}
    | {f"lens-{lens}": f"lens={lens}" for lens in LENSES}
    | {
        f"scene-{n:02}": f"scene={scene.key}&stage=answer"
        for n, scene in enumerate(SCENES, start=1)
    }
)
README_PICTURES = {
    "desktop-light-explore": Path(__file__).parents[1] / "page.png",
    "desktop-light-lens-mean": Path(__file__).parents[1] / "lens.png",
    "desktop-light-scene-05": Path(__file__).parents[1] / "story.png",
    "desktop-light-race": Path(__file__).parents[1] / "race.png",
}

View = tuple[str, str, tuple[int, int]]


def list_views() -> Iterator[View]:
    """Yield the name, the query and the size of the window of each picture."""
    for (size, window), theme, (place, query) in product(SIZES.items(), THEMES, PLACES.items()):
        yield f"{size}-{theme}-{place}", f"?theme={theme}&{query}".rstrip("&"), window
    for (size, window), theme, (place, query) in product(
        LECTURE_SIZES.items(), THEMES, PLACES.items()
    ):
        yield f"{size}-{theme}-{place}", f"?mode=lecture&theme={theme}&{query}".rstrip("&"), window


def show_view(driver: Chrome, url: str, query: str, window: tuple[int, int]) -> None:
    """Show a view in a window of a size; the page is loaded again only for another size."""
    width, height = window
    if driver.execute_script("return [innerWidth, innerHeight]") != [width, height]:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1}
        is_phone = {"mobile": width < height}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics | is_phone)
        open_page(driver, url + query)
    driver.execute_script("activationLab.goTo(arguments[0])", query)
    while not driver.execute_script("return activationLab.isSettled()"):
        time.sleep(0.05)
    time.sleep(NAMES_PAUSE_S)
    if "part=race" in query:
        run_race(driver)


def run_race(driver: Chrome) -> None:
    """Run a race to its end."""
    driver.execute_script("document.getElementById('race-start').click()")
    while driver.execute_script("return document.getElementById('race-start').dataset.phase") != (
        "done"
    ):
        time.sleep(0.05)


def main() -> None:
    """Serve the page, and save a picture of each view."""
    FOLDER.mkdir(exist_ok=True)
    port = free_port()
    command, environment = [sys.executable, "app.py"], os.environ | {"PORT": str(port)}
    with (
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server,
        open_chromium() as driver,
    ):
        wait_for(f"http://127.0.0.1:{port}/healthz")
        for name, query, window in list_views():
            show_view(driver, f"http://127.0.0.1:{port}/", query, window)
            driver.save_screenshot(str(FOLDER / f"{name}.png"))
        server.terminate()
    for name, target in README_PICTURES.items():
        shutil.copy(FOLDER / f"{name}.png", target)


if __name__ == "__main__":
    main()
