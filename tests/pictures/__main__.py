"""Takes the README's picture of the page again: `python -m tests.pictures`."""

import os
import subprocess
import sys
from pathlib import Path

from tests.article import QUERY
from tests.benchmark.chromium import open_chromium, open_page
from tests.benchmark.servers import ROOT, free_port, wait_for

PICTURE = Path(__file__).parents[1] / "page.png"
WINDOW = {"width": 1440, "height": 900, "deviceScaleFactor": 1, "mobile": False}


def main() -> None:
    """Serve the page, and save a picture of it in a window of 1440 x 900."""
    port = free_port()
    command, environment = [sys.executable, "app.py"], os.environ | {"PORT": str(port)}
    with (
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server,
        open_chromium() as driver,
    ):
        wait_for(f"http://127.0.0.1:{port}/healthz")
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", WINDOW)
        open_page(driver, f"http://127.0.0.1:{port}/{QUERY}")
        driver.save_screenshot(str(PICTURE))
        server.terminate()


if __name__ == "__main__":
    main()
