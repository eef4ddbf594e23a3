"""The clearinghouse: takes files in, answers TA1 and 999 at once, hands claims and inquiries to the payers
they name."""

from dataclasses import dataclass, field

from almoner.core.x12 import Document, Interchange, NotX12, read
from almoner.links.simulator import acknowledge, frontdoor
from almoner.links.simulator.folder import LARGEST_BYTES, Folder
from almoner.links.simulator.frontdoor import GroupVerdict, InterchangeVerdict, SetVerdict
from almoner.links.simulator.inbound import Inbound
from almoner.links.simulator.intake import Batch, read_claims
from almoner.links.simulator.nouns import Address, Claim
from almoner.links.simulator.payer import Letter
from almoner.links.simulator.post import Post
from almoner.links.simulator.questions import Question, read_questions
from almoner.links.simulator.rules import clearinghouse, payers

UNKNOWN = Address("UNKNOWN", "P")
_NO_INTERCHANGE = ("TA1", "000000000", "000000", "0000", "R", "024")


@dataclass(slots=True)
class Opened:
    """What a file gave: claims by payer (an unknown payer under its own id), and letters with questions
    likewise."""

    file: Inbound
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    letters: dict[tuple[str, str], Letter] = field(default_factory=dict)


class House:
    """The clearinghouse of one mailbox. Remembers which interchanges it has taken, to refuse a second one."""

    def __init__(self, folder: Folder, post: Post) -> None:
        self.folder = folder
        self.post = post
        self.taken: dict[tuple[str, str], str] = {}

    def open(self, file: Inbound) -> Opened:
        """Take a file in: answer it, and give what it holds for the payers."""
        opened = Opened(file)
        document = self._document(file)
        if document is None:
            self.post.send_ta1(self._name(file, "TA1"), UNKNOWN, [_NO_INTERCHANGE])
            return opened
        told = self._told_before(file)
        seen: set[tuple[str, str]] = set()
        verdicts = []
        for interchange in document.interchanges:
            key = (interchange.sender, interchange.control)
            verdicts.append(self._judge(interchange, file, told, is_second=key in seen))
            seen.add(key)
        receiver = receiver_of(document.interchanges[0])
        if any(verdict.is_told for verdict in verdicts):
            rows = [acknowledge.ta1_row(verdict) for verdict in verdicts if verdict.is_told]
            self.post.send_ta1(self._name(file, "TA1"), receiver, rows)
        taken = [verdict.interchange for verdict in verdicts if verdict.code != frontdoor.REJECTED]
        groups = [group for interchange in taken for group in frontdoor.judge_groups(interchange)]
        self._hand_on(opened, groups)
        self._acknowledge(opened, groups, receiver)
        return opened

    def _name(self, file: Inbound, kind: str) -> str:
        return f"{file.on:%Y%m%d}-BOX-{kind}-{file.tag}.x12"

    def _document(self, file: Inbound) -> Document | None:
        if self.folder.size(file.name) >= LARGEST_BYTES:
            return None
        try:
            document = read(self.folder.read(file.name))
        except NotX12:
            return None
        return document if document.interchanges else None

    def _told_before(self, file: Inbound) -> dict[str, tuple[str, str]] | None:
        """The verdicts that a TA1 of ours already gave for this file, by control number; None where none was
        sent."""
        name = self._name(file, "TA1")
        if not self.post.has(name):
            return None if not self.post.has(self._name(file, "999")) else {}
        sent = read(self.folder.read_sent(name))
        rows = [segment.elements for interchange in sent.interchanges for segment in interchange.tas]
        return {row[1]: (row[4], row[5]) for row in rows}

    def _judge(
        self,
        interchange: Interchange,
        file: Inbound,
        told: dict[str, tuple[str, str]] | None,
        *,
        is_second: bool,
    ) -> InterchangeVerdict:
        key = (interchange.sender, interchange.control)
        if told is None:
            is_repeated = self.taken.get(key, file.tag) != file.tag
        else:
            is_repeated = told.get(interchange.control, ("", ""))[1] == "025"
        verdict = frontdoor.judge_interchange(interchange, is_repeated=is_second or is_repeated)
        if verdict.code != frontdoor.REJECTED:
            self.taken.setdefault(key, file.tag)
        return verdict

    def _hand_on(self, opened: Opened, groups: list[GroupVerdict]) -> None:
        place = 0
        for verdict in groups:
            sender = receiver_of(verdict.interchange)
            for each in verdict.sets:
                if not each.stands:
                    continue
                if verdict.group.functional_id != "HC":
                    _questions(opened, each, sender)
                    continue
                batch = Batch(opened.file.tag, opened.file.on, sender, each.body.delimiters.component)
                for claim in read_claims(each.body.iter_rows(), batch, first_place=place):
                    opened.claims.setdefault(claim.payer, []).append(claim)
                    place += 1

    def _acknowledge(self, opened: Opened, groups: list[GroupVerdict], receiver: Address) -> None:
        """A 999 for claims always; for inquiries where one was refused, or where an answer has to wait."""
        waits = any(not self.post.speaks(payer, opened.file.on) for payer in payers())
        wanted = [
            verdict
            for verdict in groups
            if verdict.code
            or verdict.group.functional_id == "HC"
            or waits
            or not all(each.stands for each in verdict.sets)
        ]
        if wanted:
            answers = [acknowledge.answer_group(verdict) for verdict in wanted]
            self.post.send_999(self._name(opened.file, "999"), receiver, answers)


def _questions(opened: Opened, verdict: SetVerdict, sender: Address) -> None:
    """Sort the questions of a transaction into letters, one for each payer and kind."""
    body = verdict.body
    by_payer: dict[str, list[Question]] = {}
    for question in read_questions(
        body.iter_rows(), kind=body.set_id, repetition=body.delimiters.repetition or "^"
    ):
        by_payer.setdefault(question.payer, []).append(question)
    for payer, questions in by_payer.items():
        letter = Letter(body.set_id, opened.file.tag, sender, [])
        opened.letters.setdefault((payer, body.set_id), letter).sets.append(questions)


def receiver_of(interchange: Interchange) -> Address:
    """Where answers go: the sender, or nobody known where it can't be told."""
    sender = interchange.sender
    is_usable = 2 <= len(sender) <= 15 and sender.isascii() and sender.isprintable()
    return Address(sender, "T" if interchange.usage == "T" else "P") if is_usable else UNKNOWN


def source_of_house() -> tuple[str, str, str, str]:
    """How the clearinghouse names itself in a 277CA."""
    house = clearinghouse()
    return ("AY", house["name"], "46", house["id"])
