"""Takes pictures of all views of the page, and those of the README: `python -m tests.pictures`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from components.story import SCENES
from tests.benchmark.chromium import open_chromium, open_page
from tests.benchmark.servers import ROOT, free_port, wait_for

FOLDER = Path(__file__).parent / "out"  # ignored by git
SIZES = {"desktop": (1440, 900), "projector": (1024, 768), "phone": (390, 844)}
LECTURE_SIZES = {"lecture": (1024, 768), "lecture-hd": (1920, 1080)}
THEMES = ("light", "dark")
PLACES = {"explore": ""} | {
    f"scene-{number:02}": f"scene={number}&stage=answer" for number in range(1, len(SCENES) + 1)
}
README_PICTURES = {
    "desktop-light-explore": Path(__file__).parents[1] / "page.png",
    "desktop-light-scene-03": Path(__file__).parents[1] / "story.png",
}

View = tuple[str, str, tuple[int, int]]


def list_views() -> Iterator[View]:
    """Yield the name, the query and the size of the window of each picture."""
    for (size, window), theme, (place, query) in product(SIZES.items(), THEMES, PLACES.items()):
        yield f"{size}-{theme}-{place}", f"?theme={theme}&{query}", window
    for (size, window), theme, (place, query) in product(
        LECTURE_SIZES.items(), THEMES, PLACES.items()
    ):
        yield f"{size}-{theme}-{place}", f"?mode=lecture&theme={theme}&{query}", window


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
        for name, query, (width, height) in list_views():
            metrics = {"width": width, "height": height, "deviceScaleFactor": 1}
            is_phone = {"mobile": width < height}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics | is_phone)
            open_page(driver, f"http://127.0.0.1:{port}/{query}")
            driver.save_screenshot(str(FOLDER / f"{name}.png"))
        server.terminate()
    for name, target in README_PICTURES.items():
        shutil.copy(FOLDER / f"{name}.png", target)


if __name__ == "__main__":
    main()
