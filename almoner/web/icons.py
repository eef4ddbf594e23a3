"""The icons that the screens use, drawn once from the icon package into one sheet of symbols."""

from functools import cache
from importlib import resources
from xml.etree import ElementTree
from zipfile import ZipFile

SVG = "{http://www.w3.org/2000/svg}"
USED = (
    "archive arrow-down arrow-left arrow-left-right arrow-up ban banknote bell building-2 "
    "calendar-check calendar-days calendar-range chart-column chart-no-axes-column check check-check "
    "chevron-down chevron-left chevron-right chevron-up circle-alert circle-check circle-dashed "
    "circle-dot circle-question-mark circle-slash circle-x clipboard-list clock coins door-open eye eye-off "
    "file-text flask-conical forward gauge git-merge hand heart-pulse history hourglass house inbox "
    "info keyboard landmark life-buoy list-checks list-filter lock log-out mail message-square mic "
    "octagon-x pause pencil-line pill plus receipt-text rotate-ccw rotate-cw scale scissors search "
    "send shield-check shield-question-mark shield-x sliders-horizontal stethoscope sunrise sunset "
    "syringe tag target triangle-alert undo-2 user-check user-round user-x users wallet x"
).split()


@cache
def sheet() -> bytes:
    """Return an SVG document with one `<symbol>` an icon, named like the icon."""
    root = ElementTree.Element("svg", xmlns="http://www.w3.org/2000/svg")
    drawn = resources.files("lucide").joinpath("lucide.zip")
    with drawn.open("rb") as file, ZipFile(file) as icons:
        for name in USED:
            root.append(_symbol(name, icons.read(f"{name}.svg")))
    return ElementTree.tostring(root)


def _symbol(name: str, svg: bytes) -> ElementTree.Element:
    drawn = ElementTree.fromstring(svg)  # noqa: S314 - from a package that the lock pins by hash
    symbol = ElementTree.Element("symbol", id=name, viewBox=drawn.get("viewBox", "0 0 24 24"))
    for part in drawn:
        part.tag = part.tag.removeprefix(SVG)
        symbol.append(part)
    return symbol
