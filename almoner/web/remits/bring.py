"""Files that a person brings instead of the mailbox: payers' remittances above all, a bank's list as well."""

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.rules import Finding
from almoner.flow.exchange.receive import Received, receive
from almoner.flow.refused import Refused, refusal
from almoner.flow.remit.look_remits import import_screen
from almoner.flow.work import long_run
from almoner.flow.work.long_sorts import LARGE_FILE
from almoner.web.door import Caller

LARGEST = 48 << 20
"""Bytes of one file, a little below what the server lets in as one form."""
MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class Brought:
    """One file of the form: what came of it, or what stands against it."""

    name: str
    received: Received | None = None
    findings: tuple[Finding, ...] = ()


def form(caller: Caller) -> HttpResponse:
    """Ask for the files."""
    return _page(caller, [])


def keep(caller: Caller) -> HttpResponse:
    """Take the files in, each whole or not at all. One new payment alone is shown at once with its plan;
    large files are taken in by a run.
    """
    given = caller.request.FILES.getlist("file")
    if sum(int(one.size or 0) for one in given) > LARGE_FILE and _may_wait(given):
        run_id = long_run.begin_files(caller.actor, [_read(one) for one in given], on=caller.on)
        return HttpResponseRedirect(f"/runs/{run_id}")
    brought = [_take_in(caller, one) for one in given[:MOST_FILES]]
    received = brought[0].received if len(brought) == 1 else None
    if received and len(received.remittance_ids) == 1:
        return HttpResponseRedirect(f"/remittances/{received.remittance_ids[0]}?done=brought")
    too_many = len(given) > MOST_FILES
    return _page(caller, brought or [_refused("", _no_file())], too_many=too_many)


def _may_wait(given: "list[UploadedFile[bytes]]") -> bool:
    """True where nothing stands against files before they are read; what does is told at once."""
    return len(given) <= MOST_FILES and all(0 < int(one.size or 0) <= LARGEST for one in given)


def _read(given: "UploadedFile[bytes]") -> tuple[str, bytes]:
    return str(given.name or "file"), bytes(given.read(LARGEST))


def _take_in(caller: Caller, given: "UploadedFile[bytes]") -> Brought:
    name = str(given.name or "file")
    content = bytes(given.read(LARGEST + 1))  # one byte too many is enough to be told
    try:
        if len(content) > LARGEST:
            raise _too_large()
        return Brought(name, receive(caller.actor, name, content, on=caller.on))
    except Refused as refused:
        return _refused(name, refused)


def _refused(name: str, refused: Refused) -> Brought:
    return Brought(name, findings=refused.findings)


def _no_file() -> Refused:
    return refusal("RCV-11", "No file was chosen.", "Choose the file that the payer or the bank gave you.")


def _too_large() -> Refused:
    why = f"The file is larger than {LARGEST >> 20} MB."
    return refusal("RCV-01", why, "Ask the sender to split it, or let it come through the mailbox.")


def _page(caller: Caller, brought: list[Brought], *, too_many: bool = False) -> HttpResponse:
    is_wrong = too_many or any(one.findings for one in brought)
    return caller.page(
        "bring.html",
        status=422 if is_wrong else 200,
        frame=import_screen(caller.actor, on=caller.on),
        brought=brought,
        too_many=too_many,
        most=MOST_FILES,
        largest_mb=LARGEST >> 20,
    )
