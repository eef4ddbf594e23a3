"""The outgoing post: names, control numbers and envelopes of what the box sends, each file once.

Whether a party speaks on a day is told by what already lies in `from/`: a day that is over is never added to,
and on the day that is open the outages count. So the past stays what it was, whatever is done to the file
`down` later."""

from collections.abc import Callable, Sequence
from datetime import date, time

from almoner.core.x12 import Delimiters, Envelope, SetWriter, write
from almoner.core.x12.ack_999 import render_999
from almoner.core.x12.answers import Acknowledgement999
from almoner.core.x12.set_writer import Style
from almoner.core.x12.writer import wrap
from almoner.links.simulator.folder import Folder
from almoner.links.simulator.inbound import answer_of
from almoner.links.simulator.nouns import Address
from almoner.links.simulator.rules import clearinghouse

_EPOCH = date(2020, 1, 1).toordinal()
_DAYS, _FILES_A_DAY = 10_000, 100_000
_GROUPS = {"277CA": "HN", "277": "HN", "271": "HB", "835": "HP"}
_MORNING, _NOON = time(6, 0), time(12, 0)


class Post:
    """Writes into `from/` and knows what lies there."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.new: list[str] = []
        self.open_on: date | None = None
        self._spoken: set[tuple[date, str]] = set()
        self._counts: dict[date, int] = {}
        self._received: dict[str, date] = {}
        self._known: set[str] = set()

    def refresh(self) -> None:
        """Take up what has come into `from/` since."""
        for name in self.folder.sent - self._known:
            self._note(name)

    def _note(self, name: str) -> None:
        self._known.add(name)
        parts = answer_of(name)
        if parts is None:
            return
        on, party, kind, tag = parts
        self._spoken.add((on, party))
        if name.endswith(".x12"):
            self._counts[on] = self._counts.get(on, 0) + 1
        if kind in ("TA1", "999", "271", "277"):
            self._received[tag] = min(on, self._received.get(tag, on))

    def received_on(self, tag: str) -> date | None:
        """The day on which a file was first answered; None where it never was."""
        return self._received.get(tag)

    def first_day(self) -> date | None:
        """The earliest day on which anything was sent."""
        return min((on for on, _ in self._spoken), default=None)

    def speaks(self, party: str, on: date) -> bool:
        """True where the party answers on that day."""
        if (on, party) in self._spoken:
            return True
        return self.open_on is not None and on >= self.open_on and not self.folder.is_down(party, on)

    def has(self, name: str) -> bool:
        """True where the file has been sent."""
        return name in self._known

    def send(
        self, name: str, kind: str, receiver: Address, sets: Callable[[], Sequence[SetWriter]], *, guide: str
    ) -> None:
        """Send transactions under a name, once. They are only made when they are needed."""
        envelope = self._envelope(name, kind, receiver, guide)
        if envelope is not None:
            self._put(name, write(envelope, sets(), is_extended=True))

    def send_999(self, name: str, receiver: Address, answers: list[Acknowledgement999]) -> None:
        """Send syntax acknowledgements under a name, once."""
        envelope = self._envelope(name, "999", receiver, "")
        if envelope is not None:
            self._put(name, render_999(answers, envelope))

    def _envelope(self, name: str, kind: str, receiver: Address, guide: str) -> Envelope | None:
        """The envelope for a new file; None where it has been sent or its day is over."""
        if name in self._known or self._is_over(name):
            return None
        on = _day_of(name)
        control = self._control(on)
        return Envelope(
            sender_qualifier="ZZ",
            sender=clearinghouse()["id"],
            receiver_qualifier="ZZ",
            receiver=receiver.name,
            control=control,
            usage=receiver.usage,
            on=on,
            at=_MORNING if kind in ("277CA", "835") else _NOON,
            functional_id=_GROUPS.get(kind, ""),
            guide=guide,
            group_control=control,
        )

    def send_ta1(self, name: str, receiver: Address, rows: Sequence[tuple[str, ...]]) -> None:
        """Send interchange acknowledgements under a name, once."""
        envelope = self._envelope(name, "TA1", receiver, "")
        if envelope is not None:
            marks = Delimiters()
            body = "".join(marks.element.join(row) + marks.terminator for row in rows).encode("ascii")
            self._put(name, wrap(envelope, body, Style(marks), groups=0, newline=True))

    def send_plain(self, name: str, data: bytes) -> None:
        """Send a file that is no X12, once."""
        if name not in self._known and not self._is_over(name):
            self._put(name, data)

    def _is_over(self, name: str) -> bool:
        return self.open_on is None or _day_of(name) < self.open_on

    def _put(self, name: str, data: bytes) -> None:
        self.folder.send(name, data, _day_of(name))
        self._note(name)
        self.new.append(name)

    def _control(self, on: date) -> int:
        """A number that no other file has: the day and how many files that day has already."""
        day = (on.toordinal() - _EPOCH) % _DAYS
        return day * _FILES_A_DAY + self._counts.get(on, 0) + 1


def _day_of(name: str) -> date:
    parts = answer_of(name)
    assert parts is not None, "a name of ours begins with its day"
    return parts[0]
