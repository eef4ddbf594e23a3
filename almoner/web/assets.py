"""Stylesheet, scripts, fonts and icons: read once at start, compressed once, and served under a name that
changes with them.

Promises that an address never shows other bytes than it did before, so that browsers may keep them for good.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from django.http import Http404, HttpRequest, HttpResponse

from almoner.web.fonts import small
from almoner.web.icons import sheet

KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}
PACKAGED = {
    "htmx.js": ("django_htmx", "static/django_htmx/htmx-4.min.js"),
    "fonts/AtkinsonHyperlegible-Regular.ttf": (
        "fontpkg_atkinson_hyperlegible",
        "files/AtkinsonHyperlegible-Regular.ttf",
    ),
    "fonts/AtkinsonHyperlegible-Bold.ttf": (
        "fontpkg_atkinson_hyperlegible",
        "files/AtkinsonHyperlegible-Bold.ttf",
    ),
    "fonts/mono.ttf": ("fontpkg_ibm_plex_mono", "files/IBMPlexMono-Regular.ttf"),
}
MONO = "Almoner Mono"
"""What the font of codes is called once it is made small; the stylesheet asks for it by this name."""
FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it goes out, plain and compressed."""

    kind: str
    plain: bytes
    packed: bytes


@cache
def assets() -> dict[str, Asset]:
    """Return every asset by its path under the digest."""
    found = {path: _packaged(*place).read_bytes() for path, place in PACKAGED.items()}
    found["fonts/mono.ttf"] = small(found["fonts/mono.ttf"], MONO)
    found["icons.svg"] = sheet()
    _collect(resources.files("almoner.web").joinpath("static"), PurePosixPath(), found)
    return {path: _asset(path, content) for path, content in sorted(found.items())}


def _packaged(package: str, path: str) -> Traversable:
    return resources.files(package).joinpath(path)


def _collect(folder: Traversable, under: PurePosixPath, found: dict[str, bytes]) -> None:
    for entry in folder.iterdir():
        if entry.is_dir():
            _collect(entry, under / entry.name, found)
        elif PurePosixPath(entry.name).suffix in KINDS:
            found[str(under / entry.name)] = entry.read_bytes()


def _asset(path: str, content: bytes) -> Asset:
    return Asset(KINDS[PurePosixPath(path).suffix], content, gzip.compress(content, 9, mtime=0))


@cache
def digest() -> str:
    """Return the name of this set of assets: a digest over all of them."""
    sha = hashlib.sha256()
    for path, asset in assets().items():
        sha.update(path.encode() + b"\0" + asset.plain + b"\0")
    return sha.hexdigest()[:16]


def address(path: str) -> str:
    """Return where an asset is served. An unknown one is our mistake."""
    assert path in assets(), f"there is no asset {path}"
    return f"/static/{digest()}/{path}"


def serve(request: HttpRequest, named: str, path: str) -> HttpResponse:
    """Answer with an asset of this very set."""
    asset = assets().get(path)
    if asset is None or named != digest():
        raise Http404
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    headers = {"Cache-Control": FOR_GOOD, "Vary": "Accept-Encoding"}
    if is_packed:
        headers["Content-Encoding"] = "gzip"
    return HttpResponse(asset.packed if is_packed else asset.plain, content_type=asset.kind, headers=headers)
