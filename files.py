"""What is the same for everyone while the server runs: compressed once, before the first request, and kept."""

from collections.abc import Iterator
from pathlib import Path

from dash import Dash
from dash.fingerprint import check_fingerprint
from flask import Flask, Response, request
from flask_compress import Compress
from werkzeug.datastructures import Headers

SUITES = "_dash-component-suites/"
SOURCE_MAP = ".map"
FOR_GOOD = "public, max-age=31536000, immutable"  # of an address that carries a fingerprint
ENCODINGS = ("br", "gzip")  # the better first; every browser takes one of them
WELL = {"COMPRESS_BR_LEVEL": 6, "COMPRESS_LEVEL": 6}
LONGEST_FOR_GZIP = 500_000  # bytes of what is not kept: beyond, gzip takes longer than the answer itself, even quickly
QUICKLY = {"COMPRESS_BR_LEVEL": 4, "COMPRESS_LEVEL": 1}


class Files:
    """The answers of an application that never change, by what they hold and how it is encoded: as many as files."""

    def __init__(self, web: Flask, constant: frozenset[str]) -> None:
        """`constant` are the endpoints, besides those of files, whose answer is always the same."""
        self._constant = constant
        self._kept: dict[tuple[str, str], tuple[Headers, bytes]] = {}
        web.config.update(QUICKLY, COMPRESS_ALGORITHM=list(ENCODINGS), COMPRESS_MIN_SIZE=8000)
        web.before_request(self._found)
        # What comes after a request runs in reverse.
        web.after_request(self._keep)
        Compress(web)
        web.after_request(self._read)

    def __len__(self) -> int:
        return len(self._kept)

    def pack(self, app: Dash) -> None:
        """Compress every file, whatever that takes, so that no request has to."""
        client = app.server.test_client()
        client.get(app.config.routes_pathname_prefix)  # from here on Dash knows its files
        app.server.config.update(WELL)
        for path in _paths(app):
            for encoding in ENCODINGS:
                client.get(app.get_relative_path(f"/{path}"), headers={"Accept-Encoding": encoding}).close()
        app.server.config.update(QUICKLY)

    def _key(self) -> tuple[str, str]:
        parts = request.view_args or {}
        if "fingerprinted_path" in parts:
            name = f"{SUITES}{parts['package_name']}/{check_fingerprint(parts['fingerprinted_path'])[0]}"
        elif request.endpoint in self._constant:
            name = str(request.endpoint)
        else:
            name = str(parts.get("filename", ""))
        return name, next((each for each in ENCODINGS if request.accept_encodings[each]), "")

    def _found(self) -> Response | None:
        kept = self._kept.get(self._key())
        if kept is None or request.method not in ("GET", "HEAD"):
            return None
        headers, content = kept
        response = Response(content, headers=headers)
        response.make_conditional(request)
        return response

    def _read(self, response: Response) -> Response:
        """A file is read whole, so that it is compressed whole, and named, so that a later visit need not move it."""
        name, encoding = self._key()
        if name and response.status_code == 200:
            response.direct_passthrough = False
            response.make_sequence()
            response.add_etag()
        elif encoding == "gzip" and (response.content_length or 0) > LONGEST_FOR_GZIP:
            response.headers["Content-Encoding"] = "identity"
        return response

    def _keep(self, response: Response) -> Response:
        name, encoding = key = self._key()
        if name and encoding and response.status_code == 200 and key not in self._kept:
            self._kept[key] = (Headers(response.headers), response.get_data())
        if SUITES in name:  # else Dash has said it, or Flask
            fingerprint = check_fingerprint((request.view_args or {})["fingerprinted_path"])[1]
            response.headers["Cache-Control"] = FOR_GOOD if fingerprint else "no-cache"
        return response


def _paths(app: Dash) -> Iterator[str]:
    """The page, its wires, and the path of every file that belongs to it."""
    yield from ("", "_dash-dependencies")
    for package, files in app.registered_paths.items():
        yield from (f"{SUITES}{package}/{file}" for file in sorted(files) if not file.endswith(SOURCE_MAP))
    folder = Path(app.config.assets_folder)
    yield from (f"assets/{file.relative_to(folder).as_posix()}" for file in sorted(folder.rglob("*.*")))
