"""A visit's dictation: typed, uploaded or recorded; looked through by word; put into the note's draft."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse

from almoner.core.chart.dictated import DictationSource, unsourced, unsure
from almoner.core.chart.spoken import Sentence
from almoner.flow.refused import refusal
from almoner.flow.visit import dictate
from almoner.flow.visit.dictate import LONGEST_TYPED, DictationPage, Looked
from almoner.links.speech import LONGEST_AUDIO
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.headers import CONTENT_POLICY, MICROPHONE

SAID = {
    "typed": "The transcript is here. Look at each marked word.",
    "heard": "It was written down. Listen to what is marked, and look at each word.",
    "confirmed": "Noted.",
    "used": "It stands in the draft, each sentence in its section.",
}
"""What the page says after an act, by the word in its address."""
ITS_HEADERS = MICROPHONE | {"Content-Security-Policy": f"{CONTENT_POLICY}; media-src 'self'"}
"""A recording to listen to is allowed on this page alone; the microphone here and beside the note."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence as it is shown. `key` and `check` are set where it is to be confirmed."""

    text: str
    is_unsure: bool
    key: str = ""
    check: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its section and its time in the recording (seconds)."""

    section: str
    start: float
    parts: tuple[Part, ...]


def show(caller: Caller, visit_id: int) -> HttpResponse:
    """Show a visit's dictations."""
    found = dictate.page(caller.actor, visit_id, on=caller.on)
    response = caller.page(
        "dictation.html",
        frame=found.head.frame,
        head=found.head,
        visit=found.visit,
        found=found,
        shown=[(one, list(lines(one))) for one in found.found],
        strange=_strange(found),
        longest=LONGEST_TYPED,
        said=SAID.get(asked.text(caller.request, "done"), ""),
    )
    for name, value in ITS_HEADERS.items():
        response.headers[name] = value
    return response


def type_in(caller: Caller, visit_id: int) -> HttpResponse:
    """Take a typed or pasted transcript."""
    caller.check_token("visit", visit_id)
    text = asked.text_in_form(caller.request, "text", longest=LONGEST_TYPED + 1)
    dictate.type_in(caller.actor, visit_id, text, on=caller.on)
    return _back(visit_id, "typed")


def upload(caller: Caller, visit_id: int) -> HttpResponse:
    """Take a recording as a file, and write down what it says."""
    caller.check_token("visit", visit_id)
    recording = _recording(caller)
    one = dictate.begin(caller.actor, visit_id, DictationSource.UPLOADED, on=caller.on)
    dictate.keep_piece(caller.actor, one.id, 0, recording)
    dictate.hear(caller.actor, one.id)
    return _back(visit_id, "heard")


def begin(caller: Caller, visit_id: int) -> HttpResponse:
    """Begin a recording for the page's script: its id, and the token for its pieces."""
    caller.check_token("visit", visit_id)
    one = dictate.begin(caller.actor, visit_id, DictationSource.RECORDED, on=caller.on)
    patient = asked.text_in_form(caller.request, "patient_token").partition(".")[0]
    return JsonResponse({"id": one.id, "token": caller.token("dictation", one.id, int(patient))})


def keep_piece(caller: Caller, dictation_id: int) -> HttpResponse:
    """Keep one piece of a recording."""
    caller.check_token("dictation", dictation_id)
    number = asked.id_in_form(caller.request, "number")
    dictate.keep_piece(caller.actor, dictation_id, number, _recording(caller))
    return HttpResponse(status=204)


def hear(caller: Caller, dictation_id: int) -> HttpResponse:
    """Write down what a recording says."""
    caller.check_token("dictation", dictation_id)
    return _back(dictate.hear(caller.actor, dictation_id).visit_id, "heard")


def confirm(caller: Caller, dictation_id: int) -> HttpResponse:
    """Note the items that were ticked one by one."""
    caller.check_token("dictation", dictation_id)
    keys = caller.request.POST.getlist("key")[:2_000]
    return _back(dictate.confirm(caller.actor, dictation_id, keys).visit_id, "confirmed")


def put_in(caller: Caller, dictation_id: int) -> HttpResponse:
    """Put what was said into the draft that the page showed."""
    caller.check_token("dictation", dictation_id)
    version = asked.id_in_form(caller.request, "version")
    draft = dictate.put_in(caller.actor, dictation_id, version=version, on=caller.on)
    return _back(draft.visit_id, "used")


def listen(caller: Caller, dictation_id: int) -> HttpResponse:
    """Give out a recording to be listened to."""
    found = dictate.recording(caller.actor, dictation_id)
    if found is None:
        raise refusal("VOX-09", "The recording is deleted.", "Read what was written down.")
    return HttpResponse(found[1], content_type=found[0])


def lines(one: Looked) -> Iterator[Line]:
    """Return the sentences of a dictation as they are shown."""
    confirmed, badly = frozenset(one.dictation.confirmed), unsure(one.dictation.words)
    for number, sentence in enumerate(one.sentences):
        first = sentence.words[0]
        yield Line(
            sentence.section,
            one.dictation.words[first].start_ms / 1000,
            tuple(_parts(one, number, sentence, confirmed, badly)),
        )


def _parts(
    one: Looked, number: int, sentence: Sentence, confirmed: frozenset[str], badly: frozenset[int]
) -> Iterator[Part]:
    begun = {item.first: item for item in one.items if item.sentence == number}
    last = 0
    for piece in sentence.pieces:
        is_unsure = not badly.isdisjoint(range(piece.first, piece.last))
        item = begun.get(piece.first)
        if item:
            last = item.last
            is_unsure = not badly.isdisjoint(range(item.first, item.last))
            yield Part(item.text, is_unsure, item.key, item.check, item.key in confirmed)
        elif piece.last > last:
            yield Part(piece.text, is_unsure)


def _strange(found: DictationPage) -> list[tuple[str, str]]:
    """The sentences in the draft's own words that nobody dictated, where anything of it was dictated."""
    said = [sentence for one in found.found if one.dictation.is_used for sentence in one.sentences]
    if not said:
        return []
    return [
        (section, text[start:end].strip())
        for section, text in sorted(found.draft.free.items())
        for start, end in unsourced(text, said)
    ]


def _recording(caller: Caller) -> tuple[str, bytes]:
    """The file of a form with its kind, without what browsers add behind it."""
    file = caller.request.FILES.get("file")
    if file is None or isinstance(file, list) or (file.size or 0) > LONGEST_AUDIO:
        raise refusal("VOX-03", "There is no recording, or it is too long.", "Choose a file of 40 MB.")
    return (file.content_type or "").partition(";")[0].strip().lower(), file.read()


def _back(visit_id: int, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"/visits/{visit_id}/dictation?done={done}")
