"""Firefox, driven over WebDriver BiDi: Debian has no driver for it."""

import base64
import json
import re
import shutil
import socket
import subprocess
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wsproto import ConnectionType, WSConnection
from wsproto.connection import ConnectionState
from wsproto.events import CloseConnection, Event, Ping, RejectConnection, Request, TextMessage

COMMANDS = ("firefox-esr", "firefox")  # the first is Debian's
TIMEOUT_S = 60
PREFERENCES = {
    "browser.download.folderList": 2,  # the folder that is named
    "ui.prefersReducedMotion": 1,
}
# Texts may return a value, or call their last argument back with it; JSON carries it.
RUN = "JSON.stringify((function () {{ {text} }}).apply(null, {arguments}) ?? null)"
RUN_ASYNC = (
    "new Promise((done) => (function () {{ {text} }}).apply(null, [...{arguments}, done]))"
    ".then((value) => JSON.stringify(value ?? null))"
)
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


class WebSocket:
    """A connection that carries texts."""

    def __init__(self, host: str, port: int, path: str) -> None:
        self._socket = socket.create_connection((host, port), timeout=TIMEOUT_S)
        self._protocol = WSConnection(ConnectionType.CLIENT)
        self._texts: list[str] = []
        self._parts: list[str] = []
        self._write(Request(host=f"{host}:{port}", target=path))
        while self._protocol.state is not ConnectionState.OPEN:
            self._read()

    def send(self, text: str) -> None:
        self._write(TextMessage(data=text))

    def receive(self) -> str:
        """Return the next text."""
        while not self._texts:
            self._read()
        return self._texts.pop(0)

    def close(self) -> None:
        self._socket.close()

    def _write(self, event: Event) -> None:
        self._socket.sendall(self._protocol.send(event))

    def _read(self) -> None:
        self._protocol.receive_data(self._socket.recv(2**16) or None)
        for event in self._protocol.events():
            if isinstance(event, (CloseConnection, RejectConnection)):
                raise ConnectionError(event)
            if isinstance(event, Ping):
                self._write(event.response())
            if isinstance(event, TextMessage):
                self._parts.append(event.data)
                if event.message_finished:
                    self._texts.append("".join(self._parts))
                    self._parts.clear()


class Firefox:
    """The one tab of a Firefox, with what a page asks of its driver."""

    def __init__(self, socket: WebSocket, downloads: Path) -> None:
        self._socket, self.downloads = socket, downloads
        self._count = 0
        self._errors: list[str] = []
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=["log.entryAdded"])
        (context,) = self._send("browsingContext.getTree")["contexts"]
        self._tab = {"context": context["context"]}

    @property
    def current_url(self) -> str:
        return str(self.execute_script("return location.href"))

    def get(self, url: str) -> None:
        self._send("browsingContext.navigate", url=url, wait="complete", **self._tab)

    def set_window(self, width: int, height: int) -> None:
        viewport = {"width": width, "height": height}
        self._send("browsingContext.setViewport", viewport=viewport, **self._tab)

    def execute_script(self, text: str, *arguments: Any) -> Any:
        return self._evaluate(RUN, text, arguments)

    def execute_async_script(self, text: str, *arguments: Any) -> Any:
        return self._evaluate(RUN_ASYNC, text, arguments)

    def press(self, *keys: str) -> None:
        """Press and release keys, one after the other."""
        kinds = ("keyDown", "keyUp")
        actions = [{"type": kind, "value": key} for key in keys for kind in kinds]
        self._act({"type": "key", "id": "keys", "actions": actions})

    def drag(self, x: float, y: float, *steps: tuple[int, int]) -> None:
        """Press the mouse, move it by so many pixels to the right and down, and release it."""
        places = [(round(x), round(y))]
        for right, down in steps:
            places.append((places[-1][0] + right, places[-1][1] + down))
        moves = [{"type": "pointerMove", "x": x, "y": y, "duration": 20} for x, y in places]
        button = {"button": 0}
        press, release = ({"type": kind} | button for kind in ("pointerDown", "pointerUp"))
        actions = [moves[0], press, *moves[1:], release]
        self._act({"type": "pointer", "id": "mouse", "actions": actions})

    def print_page(self, orientation: str) -> bytes:
        """Print the page on "landscape" or "portrait" paper, and return an inflated PDF."""
        result = self._send("browsingContext.print", orientation=orientation, **self._tab)
        return STREAM.sub(lambda match: inflate(match[1]), base64.b64decode(result["data"]))

    def take_errors(self) -> list[str]:
        """Return the errors and warnings of the console since the last call."""
        self.execute_script("return null")  # what came before has been received by then
        errors, self._errors = self._errors, []
        return errors

    def _act(self, source: dict[str, Any]) -> None:
        self._send("input.performActions", actions=[source], **self._tab)

    def _evaluate(self, form: str, text: str, arguments: tuple[Any, ...]) -> Any:
        expression = form.format(text=text, arguments=json.dumps(arguments))
        options = {"target": self._tab, "awaitPromise": True}
        response = self._send("script.evaluate", expression=expression, **options)
        if response["type"] == "exception":
            raise RuntimeError(response["exceptionDetails"]["text"])
        return json.loads(response["result"]["value"])

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": parameters}))
        while (message := json.loads(self._socket.receive())).get("id") != self._count:
            entry = message.get("params", {})
            if entry.get("level") in ("error", "warn"):
                self._errors.append(entry["text"])
        if message["type"] == "error":
            raise RuntimeError(f"{method}: {message['message']}")
        result: dict[str, Any] = message["result"]
        return result


def inflate(stream: bytes) -> bytes:
    """Return a compressed stream as it was, and any other as it is."""
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream


def write_preferences(profile: Path, downloads: Path) -> None:
    preferences = PREFERENCES | {"browser.download.dir": str(downloads)}
    pairs = (f"{json.dumps(name)}, {json.dumps(value)}" for name, value in preferences.items())
    (profile / "user.js").write_text("".join(f"user_pref({pair});\n" for pair in pairs))


@contextmanager
def open_firefox() -> Iterator[Firefox]:
    """Yield a new Firefox without a screen. Raises TimeoutError if it does not start."""
    command = next(filter(None, map(shutil.which, COMMANDS)), COMMANDS[0])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile, downloads = Path(folder, "profile"), Path(folder, "downloads")
        profile.mkdir()
        downloads.mkdir()
        write_preferences(profile, downloads)
        options = ("--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile)
        quiet = subprocess.DEVNULL
        with subprocess.Popen([command, *options], stdout=quiet, stderr=quiet) as process:
            try:
                connection = WebSocket(*wait_for_address(profile), "/session")
                yield Firefox(connection, downloads)
                connection.close()
            finally:
                process.terminate()


def wait_for_address(profile: Path) -> tuple[str, int]:
    """Return the host and the port that Firefox writes into its profile once it listens."""
    file = profile / "WebDriverBiDiServer.json"
    end = time.monotonic() + TIMEOUT_S
    while time.monotonic() < end:
        if file.exists() and (text := file.read_text()):
            address = json.loads(text)
            return address["ws_host"], address["ws_port"]
        time.sleep(0.05)
    raise TimeoutError(file)
