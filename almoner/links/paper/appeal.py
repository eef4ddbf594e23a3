"""An appeal's packet as one PDF: the page shows, it computes nothing."""

from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path

from almoner.core.report.appeal_packet import Packet
from almoner.links.paper.page import set_page

TEMPLATE = Path(__file__).with_name("appeal.typ")


def appeal_pdf(packet: Packet) -> bytes:
    """Return the PDF of a packet: the letter, then each enclosure on a page of its own."""
    data = asdict(packet) | {
        "on": "",
        "date": {"year": packet.on.year, "month": packet.on.month, "day": packet.on.day},
    }
    return set_page(TEMPLATE, data, stamp=datetime.combine(packet.on, time(), UTC))
