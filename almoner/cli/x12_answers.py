"""`almoner x12 ack` and `explain`: the acknowledgement of a file, and what an acknowledgement says of one."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

from almoner.cli.given import Unusable
from almoner.cli.x12_check import tables_of
from almoner.cli.x12_files import load
from almoner.core.x12 import (
    Document,
    Envelope,
    Group,
    Interchange,
    Issue,
    TransactionSet,
    X12WriteError,
    check_set,
    write_999,
    write_ta1,
)
from almoner.core.x12.check import CODES

_MOST_NAMED = 5


def acknowledge(name: str, form: str) -> int:
    """Print the acknowledgement of a file, an interchange for each of its own."""
    document = load(name)
    has_answered = False
    try:
        for answer in _answers(document, form, datetime.now()):  # noqa: DTZ005 - a file's local clock
            has_answered = True
            sys.stdout.buffer.write(answer)
    except X12WriteError as error:
        raise Unusable(f"the answer cannot be written: {error}") from None
    if not has_answered:
        raise Unusable(f"the file holds nothing that a {form} answers")
    sys.stdout.buffer.flush()
    return 0


def _answers(document: Document, form: str, now: datetime) -> Iterator[bytes]:
    tables = tables_of(CODES)

    def issues_of(each: TransactionSet) -> list[Issue]:
        return check_set(each, tables=tables)

    for interchange in document.interchanges:
        envelope = _reply(interchange, now)
        groups = [group for group in interchange.groups if group.gs and group.functional_id != "FA"]
        claims = [each for each in interchange.sets if each.set_id == "837"]
        if form == "TA1":
            yield write_ta1(interchange, envelope)
        elif form == "999" and groups:
            yield write_999(interchange, envelope, issues_of=issues_of)
        elif form == "277CA" and claims:
            from almoner.core.wire.receipt_277ca import write_receipts

            yield write_receipts(claims, envelope, issues_of=issues_of)


def _reply(interchange: Interchange, now: datetime) -> Envelope:
    """The envelope back to the sender, under the number that it used itself."""
    control = int(interchange.control) if interchange.control.isdecimal() else 1
    group: Group | None = interchange.groups[0] if interchange.groups else None
    return Envelope(
        sender_qualifier=interchange.receiver_qualifier or "ZZ",
        sender=interchange.receiver or "UNKNOWN",
        receiver_qualifier=interchange.sender_qualifier or "ZZ",
        receiver=interchange.sender or "UNKNOWN",
        control=min(max(control, 1), 999_999_999),
        usage="T" if interchange.usage == "T" else "P",
        on=now.date(),
        at=now.time(),
        application_sender=group.receiver if group else "",
        application_receiver=group.sender if group else "",
    )


def explain(name: str, original: str, *, is_json: bool) -> int:
    """Print what was refused, where and what to do, for each acknowledgement of a file."""
    from almoner.core.wire.explain import explain_file

    told = explain_file(_answering(name), load(original))
    if is_json:
        sys.stdout.write(json.dumps([asdict(one) for one in told], ensure_ascii=False) + "\n")
        return 0
    for one in told:
        sys.stdout.write(f"{one.form} {_named(one.claims)}{one.what}\n")
        sys.stdout.write(f"    as sent: {one.sent}\n" if one.sent else "")
        sys.stdout.write(f"    {one.mend}\n" if one.mend else "")
    return 0


def _answering(name: str) -> Document:
    document = load(name)
    answering = {"999", "997", "271", "277"}
    has_notes = any(interchange.tas for interchange in document.interchanges)
    if not has_notes and not any(each.set_id in answering for each in document.sets):
        raise Unusable("the first file holds no TA1, 999 or 277CA, nor another answer")
    return document


def _named(claims: Sequence[str]) -> str:
    if not claims:
        return ""
    more = f" and {len(claims) - _MOST_NAMED} more" if len(claims) > _MOST_NAMED else ""
    return f"claim {', '.join(claims[:_MOST_NAMED])}{more}: "
