"""Builds one interchange from its framing segments: what is open, what closes it, and what is missing when it
ends. A missing or doubled frame costs an issue, never the segments inside."""

import re
from dataclasses import dataclass

from almoner.core.x12 import envelope_checks as check
from almoner.core.x12.delimiters import LINE_ENDS, Header
from almoner.core.x12.document import Group, Interchange, TransactionSet
from almoner.core.x12.issue import Issue, Place, found
from almoner.core.x12.limits import Limits
from almoner.core.x12.marks import Mark
from almoner.core.x12.scanner import Scanner
from almoner.core.x12.segment import Segment


@dataclass
class Tally:
    """What one file has held so far, against its limits."""

    limits: Limits
    groups: int = 0
    sets: int = 0
    segments: int = 0

    def has_room_for(self, segment_id: str) -> bool:
        """Whether a segment of this kind may still open something."""
        if self.segments > self.limits.segments:
            return False
        held, most = {"GS": (self.groups, self.limits.groups), "ST": (self.sets, self.limits.sets)}.get(
            segment_id, (0, 1)
        )
        return held < most

    @property
    def most_frames(self) -> int:
        """How many framing segments an interchange within the limits can have, and one more."""
        return 4 * (self.limits.groups + self.limits.sets) + 1


def assemble(scanner: Scanner, header: Header, framing: list[Mark], tally: Tally) -> Interchange:
    """The interchange that begins with this ISA and has these framing segments, with the issues of its
    envelopes."""
    builder = _Builder(scanner, header, tally)
    for number, mark in enumerate(framing, 1):
        if number == tally.most_frames or not tally.has_room_for(mark.id):
            builder.stop_at_limit(mark)
            break
        builder.take(mark)
    return builder.finish()


class _Builder:
    def __init__(self, scanner: Scanner, header: Header, tally: Tally) -> None:
        self.scanner, self.tally = scanner, tally
        self.interchange = Interchange(header, scanner.data, issues=check.check_isa(header))
        self.group: Group | None = None
        self.set: TransactionSet | None = None
        self.is_cut_short = False
        self.at = header.end
        blanks = header.delimiters.blanks + LINE_ENDS + header.delimiters.terminator.encode("latin-1")
        self.meaning = re.compile(b"[^" + re.escape(blanks) + b"]")
        self.used_sets: set[str] = set()
        self.used_groups: set[str] = set()

    def take(self, mark: Mark) -> None:
        """One framing segment, in the order of the file."""
        steps = {
            "ISA": self._isa,
            "IEA": self._iea,
            "GS": self._gs,
            "GE": self._ge,
            "ST": self._st,
            "SE": self._se,
        }
        if mark.id == "TA1":
            if self.set is not None:
                return
            self._note_loose(mark.start)
            if len(self.interchange.tas) < self.tally.limits.groups:
                segment = Segment(mark.elements, 0, mark.start, self.scanner.delimiters)
                self.interchange.tas.append(segment)
        else:
            if self.set is None:
                self._note_loose(mark.start)
            steps[mark.id](mark)
        self.at = mark.end

    def stop_at_limit(self, mark: Mark) -> None:
        """The rest of the file isn't read."""
        self._end_set(mark.start, "")
        self._end_group(mark.start, "")
        self.interchange.end = len(self.scanner.data)
        self._note(self.interchange.issues, "X-LIMIT-COUNT", Place(mark.id, mark.start), is_last=True)
        self.is_cut_short = True

    def finish(self) -> Interchange:
        """The interchange, with what is missing at its end."""
        made = self.interchange
        if not made.end:
            made.end = len(self.scanner.data)
            self._cut_at_end()
        if not made.iea and not self.is_cut_short:
            made.issues.append(found("X-IEA-03", Place("IEA", made.end)))
        is_framed = not any(_breaks(issue, spared="X-ISA") for issue in made.issues)
        made.is_whole = is_framed and bool(made.iea) and all(group.is_whole for group in made.groups)
        return made

    def _isa(self, mark: Mark) -> None:
        self._end_set(mark.start, "X-SE-03")
        self._end_group(mark.start, "X-GE-03")
        self.interchange.end = mark.start

    def _iea(self, mark: Mark) -> None:
        self._end_set(mark.start, "X-SE-03")
        self._end_group(mark.start, "X-GE-03")
        self.interchange.iea, self.interchange.end = mark.elements, mark.end
        self.interchange.issues += check.check_iea(self.interchange, mark)

    def _gs(self, mark: Mark) -> None:
        self._end_set(mark.start, "X-SE-03")
        self._end_group(mark.start, "X-GE-03")
        self._open_group(Group(mark.elements, mark.start, issues=check.check_gs(mark)))

    def _ge(self, mark: Mark) -> None:
        self._end_set(mark.start, "X-SE-03")
        if self.group is None:
            self._note(self.interchange.issues, "X-GE-05", Place("GE", mark.start))
            return
        self.group.ge = mark.elements
        self.group.issues += check.check_ge(self.group, mark)
        self._end_group(mark.start, "")

    def _st(self, mark: Mark) -> None:
        self._end_set(mark.start, "X-SE-03")
        if self.group is None:
            self._note(self.interchange.issues, "X-GS-09", Place("ST", mark.start))
            self._open_group(Group([], mark.start))
        group = self.group
        assert group is not None
        made = TransactionSet(self.scanner, mark.start, mark.end, mark.elements)
        made.isa_control, made.gs_control = self.interchange.control, group.control
        made.group_guide = group.guide
        made.issues += check.check_st(made, group, self.used_sets)
        self.used_sets.add(made.st_control)
        group.sets.append(made)
        self.set = made
        self.tally.sets += 1

    def _se(self, mark: Mark) -> None:
        if self.set is None:
            issues = self.interchange.issues if self.group is None else self.group.issues
            self._note(issues, "X-SE-05", Place("SE", mark.start))
            return
        self.set.se, self.set.end = mark.elements, mark.end
        issues_of_trailer = check.check_se(self.set, mark)
        self.set.issues += issues_of_trailer
        self.set.is_whole = not any(issue.severity == "error" for issue in issues_of_trailer)
        self.set = None

    def _open_group(self, group: Group) -> None:
        if group.gs and group.control in self.used_groups:
            group.issues.append(found("X-GS-03", Place("GS", group.byte_offset, 0, 6)))
        self.used_groups.add(group.control)
        self.used_sets = set()
        self.interchange.groups.append(group)
        self.group = group
        self.tally.groups += 1

    def _end_set(self, end: int, rule: str) -> None:
        """Closes a set that has no SE; nothing to do where none is open."""
        if self.set is None:
            return
        self.set.end = end
        if rule:
            self.set.issues.append(found(rule, Place("SE", end, self.set.segment_count)))
        self.set = None

    def _end_group(self, end: int, rule: str) -> None:
        if self.group is None:
            return
        if rule and self.group.gs:
            self.group.issues.append(found(rule, Place("GE", end)))
        is_framed = bool(self.group.ge) and not any(
            _breaks(issue, spared="X-GS") for issue in self.group.issues
        )
        self.group.is_whole = (
            is_framed and bool(self.group.gs) and all(each.is_whole for each in self.group.sets)
        )
        self.group = None

    def _note_loose(self, end: int) -> None:
        """Segments between the last frame and this one that belong to no set."""
        loose = self.meaning.search(self.scanner.data, self.at, end)
        if loose:
            self._note(self.interchange.issues, "X-SEG-01", Place("", loose.start()))

    def _note(self, issues: list[Issue], rule: str, place: Place, *, is_last: bool = False) -> None:
        """Adds an issue that a hostile file could repeat without end; behind the limit one says that there
        are more."""
        most = self.tally.limits.issues_per_set
        if len(issues) < most or is_last:
            issues.append(found(rule, place))
        elif len(issues) == most:
            issues.append(found("X-LIMIT-ISSUES", place))

    def _cut_at_end(self) -> None:
        """The file ends without an IEA: keep what is complete, leave out a last segment that has no
        terminator."""
        size = len(self.scanner.data)
        if self.set is None:
            self._note_loose(size)
        else:
            self._cut_set(self.set, size)
        self._end_set(size if self.set is None else self.set.end, "X-SE-03")
        self._end_group(size, "X-GE-03")

    def _cut_set(self, open_set: TransactionSet, size: int) -> None:
        last = self._last_terminator(open_set.start, size)
        tail = self.meaning.search(self.scanner.data, last, size)
        open_set.end = last
        if tail:
            place = Place("", tail.start(), open_set.segment_count + 1)
            open_set.issues.append(found("X-SE-06", place))

    def _last_terminator(self, start: int, size: int) -> int:
        """The byte behind the last terminator of an open set."""
        data, delimiters = self.scanner.data, self.scanner.delimiters
        ends = LINE_ENDS if delimiters.ends_lines else delimiters.terminator.encode("latin-1")
        return max(data.rfind(bytes([end]), start, size) for end in ends) + 1 or size


def _breaks(issue: Issue, *, spared: str) -> bool:
    """An error of the frame itself; a wrong code or date in the opening segment loses nothing."""
    return issue.severity == "error" and not issue.rule.startswith(spared)
