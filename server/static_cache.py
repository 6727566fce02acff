"""Responses that are kept: those of files, compressed once, and some of pages.

Flask-Compress has a cache of its own, but it keeps the compressed content only: Dash would still
read each file, and Flask hash it, for every request.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dash import Dash
from dash.fingerprint import check_fingerprint
from flask import Flask, Response, abort, g, request
from flask_compress import Compress
from werkzeug.datastructures import Headers

from server.asgi import IS_KEPT, JOB, MARKS
from server.limits import MAX_GZIP_BYTES, MAX_PAGES_BYTES

COMPONENT_SUITES = "_dash-component-suites/"
ASSETS_PATH = "assets/"
IMMUTABLE = "public, max-age=31536000, immutable"  # for an address with the present fingerprint
REVALIDATED = "no-cache"  # for every other: a browser keeps the response, but asks whether it holds
NO_STORE = "no-store"
ENCODINGS = ("br", "gzip")  # the better one first; every browser accepts one of them
# For files, which are compressed once, before the first request.
FILE_COMPRESSION = {"COMPRESS_BR_LEVEL": 6, "COMPRESS_LEVEL": 6, "COMPRESS_MIN_SIZE": 500}
# For responses that are compressed anew each time.
RESPONSE_COMPRESSION = {"COMPRESS_BR_LEVEL": 4, "COMPRESS_LEVEL": 1, "COMPRESS_MIN_SIZE": 8000}

Key = tuple[str, str]  # what is asked for, and its encoding
Stored = tuple[Headers, bytes]


@dataclass(frozen=True)
class CachedPage:
    """A kind of response that depends on the request.

    `find_variant` returns a text for the current request; the same text means the same response.
    `cache_control` is the header that tells browsers how long it holds.
    """

    find_variant: Callable[[], str]
    cache_control: str


class StaticCache:
    """The responses of an application that are kept, by what they hold and how it is encoded.

    It holds as many as there are files, whatever addresses are asked for, and some pages.
    """

    def __init__(
        self,
        app: Flask,
        constant_endpoints: frozenset[str],
        pages: Mapping[str, CachedPage],
        asset_fingerprints: Mapping[str, str],
    ) -> None:
        """Cache the files of an application.

        `constant_endpoints` are the endpoints, besides those of files, whose response is always the
        same; `pages` has those whose response depends on the request. `asset_fingerprints` has, by
        the path below the assets folder, what `?m=` in the address of an asset says at present.
        """
        self._constant_endpoints = constant_endpoints
        self._pages = pages
        self._asset_fingerprints = asset_fingerprints
        self.has_files = False  # all of them
        self._stored_files: dict[Key, Stored] = {}
        self._stored_pages: dict[Key, Stored] = {}
        app.extensions["static_cache"] = self
        app.config.update(RESPONSE_COMPRESSION, COMPRESS_ALGORITHM=list(ENCODINGS))
        app.before_request(self.serve_cached)
        # Flask calls these in reverse: a response is buffered, compressed, and then stored.
        app.after_request(self.store)
        Compress(app)
        app.after_request(self.buffer)

    def __len__(self) -> int:
        return len(self._stored_files) + len(self._stored_pages)

    def serve_cached(self) -> Response | None:
        """Return the stored response to the current request, or None if there is none.

        Refuses a module of another version than the one here: while replicas are updated, a new
        page would otherwise run with old modules.
        """
        if self._is_other_module_version():
            abort(404, "This server has another version of this file.")
        name = self._cached_name()
        if not name:
            return None
        # Flask-Compress would read the header otherwise than Werkzeug does.
        encoding = next((each for each in ENCODINGS if request.accept_encodings[each]), "")
        request.environ["HTTP_ACCEPT_ENCODING"] = encoding
        g.key = name, encoding
        stored = self._stored_files.get(g.key) or self._stored_pages.get(g.key)
        if stored is None:
            return None
        headers, content = stored
        g.is_stored = True
        if request.endpoint not in self._pages:  # those of pages may be dropped at any time
            request.environ.get(MARKS, set()).add(IS_KEPT)
        response = Response(content, headers=headers.copy())
        response.make_conditional(request)
        return response

    def buffer(self, response: Response) -> Response:
        """Read a response that is kept whole, and give it a tag by which it is revalidated.

        Compression would otherwise send it in pieces, which cannot be stored.
        """
        if "is_stored" in g:
            return response
        if "key" in g and response.status_code == 200:
            response.direct_passthrough = False
            response.make_sequence()
            # The tag that Flask gives to an asset names its date and size, not its content.
            response.add_etag(overwrite=True)
        is_file = "key" in g and request.endpoint not in self._pages
        is_large = (response.content_length or 0) > MAX_GZIP_BYTES
        is_slow = is_large and not is_file and not request.accept_encodings["br"]
        if is_slow or JOB in request.environ:  # the lines of a job follow as they are
            response.headers["Content-Encoding"] = "identity"
        return response

    def store(self, response: Response) -> Response:
        """Store a response that is kept, and say how long a browser may keep it."""
        if "key" not in g:
            return response
        if response.status_code == 200 and "is_stored" not in g:
            headers = Headers(response.headers)
            headers.remove("Date")
            self._add_response(g.key, (headers, response.get_data()))
        if response.status_code in (200, 304):
            response.headers["Cache-Control"] = self._cache_control()
        return response

    def _add_response(self, key: Key, stored: Stored) -> None:
        """Store a response, and drop the oldest pages, of which there are as many as queries."""
        if request.endpoint not in self._pages:
            self._stored_files.setdefault(key, stored)
            return
        self._stored_pages.setdefault(key, stored)
        excess_bytes = sum(len(content) for _, content in self._stored_pages.values())
        excess_bytes -= MAX_PAGES_BYTES
        for oldest, (_, content) in list(self._stored_pages.items()):
            if excess_bytes <= 0:
                break
            del self._stored_pages[oldest]
            excess_bytes -= len(content)

    def _cache_control(self) -> str:
        page = self._pages.get(str(request.endpoint))
        if page is not None:
            return page.cache_control
        return IMMUTABLE if self._has_present_fingerprint() else REVALIDATED

    def _cached_name(self) -> str:
        """Return the name of what the current request asks for; "" if it is not cached."""
        if request.method not in ("GET", "HEAD"):
            return ""
        arguments = request.view_args or {}
        if "fingerprinted_path" in arguments:
            path = check_fingerprint(arguments["fingerprinted_path"])[0]
            return f"{COMPONENT_SUITES}{arguments['package_name']}/{path}"
        if "filename" in arguments:
            return f"{ASSETS_PATH}{arguments['filename']}"
        endpoint = str(request.endpoint)
        if endpoint in self._pages:
            # As short as any, however long the query is.
            variant = self._pages[endpoint].find_variant().encode("utf-8", "replace")
            return f"{endpoint} {hashlib.sha256(variant).hexdigest()}"
        return endpoint if endpoint in self._constant_endpoints else ""

    def _is_other_module_version(self) -> bool:
        """Whether the current request names a version of a module that is not the present one."""
        name = (request.view_args or {}).get("filename", "")
        return name.endswith(".mjs") and "m" in request.args and not self._has_present_fingerprint()

    def _has_present_fingerprint(self) -> bool:
        """Whether the current request's address changes as soon as the file's content does."""
        arguments = request.view_args or {}
        if "fingerprinted_path" in arguments:
            return bool(check_fingerprint(arguments["fingerprinted_path"])[1])
        fingerprint = self._asset_fingerprints.get(arguments.get("filename", ""))
        return fingerprint is not None and request.args.get("m") == fingerprint


def precompress(app: Dash) -> None:
    """Compress and store every file of a page, so that no request has to wait for that."""
    flask_app: Flask = app.server
    cache: StaticCache = flask_app.extensions["static_cache"]
    if cache.has_files:
        return
    client = flask_app.test_client()
    client.get("/")  # Dash lists its files at the first request
    flask_app.config.update(FILE_COMPRESSION)
    for path in _file_paths(app):
        for encoding in (*ENCODINGS, ""):
            headers = {"Accept-Encoding": encoding}
            client.get(f"/{path}", headers=headers).close()
    flask_app.config.update(RESPONSE_COMPRESSION)
    cache.has_files = True


def _file_paths(app: Dash) -> Iterator[str]:
    """Yield the paths of the page, its list of callbacks, and every file that belongs to it."""
    yield from ("", "_dash-dependencies")
    for package, files in app.registered_paths.items():
        for file in sorted(files):
            if not file.endswith(".map"):
                yield f"{COMPONENT_SUITES}{package}/{file}"
    yield from (f"{ASSETS_PATH}{name}" for name in asset_dates(Path(app.config.assets_folder)))


def asset_dates(folder: Path) -> dict[str, str]:
    """Return the date of each asset, as Dash writes it into the address, by its path."""
    return {
        path.relative_to(folder).as_posix(): str(path.stat().st_mtime)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
