"""An appeal's packet as PDF: the letter and a page an enclosure, tagged, and deaf to markup in the letter."""

import re
from dataclasses import replace

from almoner.links.paper import appeal_pdf
from tests.core.report.test_appeal_packet import made


def pages(pdf: bytes) -> int:
    return int(re.findall(rb"/Count (\d+)", pdf)[0])


def test_a_packet_is_a_letter_and_a_page_an_enclosure() -> None:
    pdf = appeal_pdf(made("To whom it may concern:\n\nPay."))
    assert b"pdfuaid:part>1<" in pdf
    assert pages(pdf) == 4
    assert pages(appeal_pdf(replace(made("x"), taken=()))) == 3
    assert pdf == appeal_pdf(made("To whom it may concern:\n\nPay."))


def test_a_letter_is_only_text() -> None:
    assert pages(appeal_pdf(made("#pagebreak() $x$ *b* \\李\n\n#panic()"))) == 4
