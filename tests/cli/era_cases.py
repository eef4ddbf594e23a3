"""835 files in a few words, read from `tests/cases/era`, and what their plan must be."""

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from almoner.core.money import amount, cents

FOLDER = Path(__file__).parent.parent / "cases" / "era"
NPI = "1555555550"
DAY = "20260302"
Moves = Counter[tuple[str, str, str]]
"""Cents by claim (or `claim/line`), debit and credit."""
SHARED = {"id", "rows", "note", "like"}


@dataclass(frozen=True, slots=True)
class Case:
    """One file and its expected plan."""

    name: str
    advice: str
    against: tuple[str, ...] = ()
    dress: str = ""
    wanted: dict[str, Any] = field(default_factory=dict)

    @property
    def is_free(self) -> bool:
        """True where claims of a payment can be told in another order, and that must not matter."""
        return not self.dress and not self.wanted.get("ordered") and self.advice.count("CLP*") > 1

    def data(self) -> bytes:
        """Return the file."""
        return changed(interchanges(self.advice), self.dress)

    def charges(self) -> list[dict[str, Any]]:
        """Return what was billed, as CHARGES.json holds it."""
        claims: dict[str, list[dict[str, Any]]] = {}
        for row in self.against:
            claim, control, procedure, charge, *day = row.split()
            code, *modifiers = procedure.split(":")
            claims.setdefault(claim, []).append(
                {
                    "control": "" if control == "-" else control,
                    "code": code,
                    "modifiers": modifiers,
                    "date": day[0] if day else "2026-03-02",
                    "charge_cents": cents(charge),
                }
            )
        return [{"claim": claim, "lines": lines} for claim, lines in claims.items()]


def cases() -> list[Case]:
    """Return every case, one for each value of its `each` and `bytes`."""
    found: list[Case] = []
    for path in sorted(FOLDER.glob("*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
        by_id = {row["id"]: row for row in rows.get("case", ())}
        for row in rows.get("case", ()):
            whole = by_id[row["like"]] | row if "like" in row else row
            found += _spread(path.stem, whole)
    return found


def _spread(topic: str, row: dict[str, Any]) -> Iterator[Case]:
    wanted = {key: row[key] for key in row if key not in SHARED | {"advice", "against", "bytes", "each"}}
    for value in row.get("each", [""]):
        parts = value.split()
        for change in row.get("bytes", [""]):
            name = "-".join(filter(None, (topic, row["id"], value.replace(" ", "-"), change)))
            yield Case(
                name,
                _filled(row["advice"], parts),
                tuple(_filled(each, parts) for each in row.get("against", ())),
                change,
                wanted,
            )


def _filled(text: str, parts: Sequence[str]) -> str:
    for place, part in enumerate(parts):
        text = text.replace(f"{{{place}}}", part)
    return text.replace("{}", parts[0]) if parts else text


def interchanges(advice: str) -> bytes:
    """Return the file of an advice: `@set`, `@group` and `@interchange` begin anew, with settings."""
    found: list[str] = []
    groups: list[list[str]] = []
    usage, number = "P", 0
    for kind, settings, segments in _sets(advice):
        if kind == "interchange":
            if groups:
                number += 1
                found += _interchange(groups, number, usage)
            groups, usage = [[]], settings.get("usage", "P")
        if kind == "group":
            groups.append([])
        groups[-1] += transaction(segments, settings, f"{sum(map(len, groups)):04d}")
    found += _interchange(groups, number + 1, usage)
    return "".join(f"{each}~" for each in found).encode()


def _sets(advice: str) -> Iterator[tuple[str, dict[str, str], list[str]]]:
    kind, settings, segments = "interchange", dict[str, str](), list[str]()
    for line in filter(None, map(str.strip, advice.splitlines())):
        if line.startswith("@"):
            if segments:
                yield kind, settings, segments
            began = kind if not segments else line.split()[0][1:]
            kind, segments = began, []
            settings = dict(each.split("=") for each in line.split()[1:])
        else:
            segments += line.split("~")
    yield kind, settings, segments


def _interchange(groups: Sequence[Sequence[str]], number: int, usage: str) -> list[str]:
    sender = "00*          *00*          *ZZ*HARBOR         *ZZ*ALMONER        *260316*1200"
    found = [f"ISA*{sender}*^*00501*{number:09d}*0*{usage}*:"]
    for place, group in enumerate(groups, 1):
        sets = sum(each.startswith("ST*") for each in group)
        found += [f"GS*HP*HARBOR*ALMONER*20260316*1200*{place}*X*005010X221A1", *group, f"GE*{sets}*{place}"]
    return [*found, f"IEA*{len(groups)}*{number:09d}"]


def transaction(segments: Sequence[str], settings: dict[str, str], number: str) -> list[str]:
    """Return one 835 around claim and PLB segments; the check is what they come to unless it is given."""
    details = list(_detailed([each for each in segments if each]))
    total = settings.get("bpr") or amount(_total(details))
    is_paid = total.strip("-0.") != ""
    head = "I" if is_paid else "H"
    method = settings.get("method") or ("ACH" if is_paid else "NON")
    bank = "CCP*01*888999777*DA*24681012*1935665544**01*111333555*DA*144444" if method == "ACH" else "*" * 10
    body = [
        f"ST*835*{number}" + (f"*{settings['st03']}" if "st03" in settings else ""),
        f"BPR*{head}*{total}*C*{method}*{bank}*20260316",
        f"TRN*1*{settings.get('trace', 'T1')}*1935665544",
        "N1*PR*HARBOR HEALTH*XV*HARB1",
        f"N1*PE*HARBOR FAMILY MEDICINE*XX*{settings.get('payee', NPI)}",
        *(["LX*1"] if any(each.startswith("CLP*") for each in details) else []),
        *details,
    ]
    return [*body, f"SE*{settings.get('count', len(body) + 1)}*{settings.get('number', number)}"]


def _detailed(segments: Sequence[str]) -> Iterator[str]:
    """Add what every claim and line has: a patient after the claim's adjustments, and a day."""
    waits_for_name = False
    for place, segment in enumerate(segments):
        tag = segment.partition("*")[0]
        if waits_for_name and tag != "CAS":
            waits_for_name = False
            if not segment.startswith("NM1*QC"):
                yield "NM1*QC*1*DOE*JO****MI*M1"
        if tag == "NODAY":
            continue
        yield f"PLB*{NPI}*20261231*{segment[4:]}" if tag == "PLB" else segment
        following = segments[place + 1] if place + 1 < len(segments) else ""
        if tag == "SVC" and not following.startswith(("DTM", "NODAY")):
            yield f"DTM*472*{DAY}"
        waits_for_name = waits_for_name or tag == "CLP"
    if waits_for_name:
        yield "NM1*QC*1*DOE*JO****MI*M1"


def _total(segments: Sequence[str]) -> int:
    total = 0
    for segment in segments:
        parts = segment.split("*")
        if parts[0] == "CLP":
            total += read_cents(parts[4])
        elif parts[0] == "PLB":
            total -= sum(read_cents(each) for each in parts[4::2])
    return total


def read_cents(text: str) -> int:
    """Return an amount of a file, 0 where it is none."""
    try:
        return cents(text.rstrip("0") if "." in text else text)
    except ValueError:
        return 0


def changed(data: bytes, change: str) -> bytes:
    """Return the file in another dress: delimiters, breaks, marks around it, or cut."""
    name, _, value = change.partition(":")
    terminators = {"newline": "\n", "return": "\r", "apostrophe": "'", "bar": "|", "0x1D": "\x1d"}
    if name in terminators:
        return data.replace(b"~", terminators[name].encode())
    if name == "swap":
        before, after = value.split(":")
        return data.replace(f"{before}~".encode(), f"{after}~".encode())
    if name == "second-in-other-separators":
        place = data.index(b"ISA", 3)
        return data[:place] + data[place:].replace(b"*", b"|").replace(b":", b">").replace(b"~", b"\n")
    if name == "cut-before":
        return data[: data.rindex(value.encode())]
    if name.startswith("wrap80"):
        end = b"\r\n" if name.endswith("crlf") else b"\n"
        return end.join(data[place : place + 80] for place in range(0, len(data), 80))
    dresses = {
        "": data,
        "utf-8": data,
        "latin-1": data.decode().encode("latin-1"),
        "newline-and-return": data.replace(b"~", b"\r\n"),
        "crlf-after": data.replace(b"~", b"~\r\n"),
        "lf-after": data.replace(b"~", b"~\n"),
        "bom": b"\xef\xbb\xbf" + data,
        "bom-and-blank": b"\xef\xbb\xbf\r\n" + data,
        "leading-blank": b"\n\r\n  " + data,
        "trailing-nul": data + b"\0",
        "trailing-0x1A": data + b"\x1a",
        "trailing-newlines": data + b"\r\n\r\n",
        "elements-bar": data.replace(b"*", b"|"),
        "elements-0x1C": data.replace(b"*", b"\x1c").replace(b":", b"\x1f").replace(b"~", b"\x1e"),
        "old-repetition": data.replace(b"*^*00501", b"*U*00501"),
        "twice": data + data,
    }
    return dresses[name]


def moves_of(postings: Sequence[dict[str, Any]], *, by_line: bool = False) -> Moves:
    """Add up postings; what only sets a denial apart within the receivable is left out."""
    found: Moves = Counter()
    for each in postings:
        if "denied" not in (each["debit"], each["credit"]):
            whose = each["claim"] or "-"
            whose = f"{whose}/{each['line']}" if by_line else whose
            found[whose, each["debit"], each["credit"]] += each["cents"]
    return found


def read_moves(text: str) -> Moves:
    """Read `claim debit credit dollars`, one a line."""
    found: Moves = Counter()
    for row in filter(None, map(str.strip, text.splitlines())):
        claim, debit, credit, dollars = row.split()
        found[claim, debit, credit] += cents(dollars)
    return found


def netted(moves: Moves) -> Moves:
    """Bring both directions of a pair of accounts together, and leave out what comes to nothing."""
    found: Moves = Counter()
    for (claim, debit, credit), money in moves.items():
        if debit <= credit:
            found[claim, debit, credit] += money
        else:
            found[claim, credit, debit] -= money
    return Counter({key: money for key, money in found.items() if money})


def differences(case: Case, answer: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Return what the answer has other than the case wants."""
    found: list[str] = []
    wanted = case.wanted
    for key in wanted.keys() & {"moves", "net", "lines"}:
        is_by_line = key == "lines" or wanted.get("by_line", False)
        want, got = read_moves(wanted[key]), moves_of(answer["postings"], by_line=is_by_line)
        if key != "moves" and "net" in wanted:
            want, got = netted(want), netted(got)
        if want != got:
            found.append(f"{key}: {dict(got)} is not {dict(want)}")
    if "cash" in wanted and (got_cash := cash_of(answer)) != cents(wanted["cash"]):
        found.append(f"cash: {got_cash}")
    found += _held(wanted, answer) + _tasks(wanted, answer) + _pairs(wanted, answer)
    return found


def cash_of(answer: dict[str, list[dict[str, Any]]]) -> int:
    """Return what the postings move in or out of cash."""
    return sum(
        each["cents"] * ((each["debit"] == "cash") - (each["credit"] == "cash"))
        for each in answer["postings"]
    )


def _held(wanted: dict[str, Any], answer: dict[str, list[dict[str, Any]]]) -> list[str]:
    if "suspense" not in wanted and "cash" in wanted:
        return []
    got, want = Counter[str](), Counter[str]()
    for each in answer["suspense"]:
        got[each["claim"] or "-"] += each["cents"]
    for row in filter(None, map(str.strip, wanted.get("suspense", "").splitlines())):
        claim, dollars = row.split()
        want[claim] += cents(dollars)
    return [] if got == want else [f"suspense: {got} is not {want}"]


def _tasks(wanted: dict[str, Any], answer: dict[str, list[dict[str, Any]]]) -> list[str]:
    got = {(each["claim"] or "-", each["kind"]) for each in answer["tasks"]}
    text = json.dumps([each["why"] for each in (*answer["tasks"], *answer["suspense"])])
    found = [f"nothing says {each}" for each in wanted.get("says", ()) if each not in text]
    found += [f"no note says {each}" for each in wanted.get("notes", ()) if each not in str(answer["notes"])]
    if "tasks" not in wanted:
        return found
    rows = [row.split() for row in filter(None, map(str.strip, wanted["tasks"].splitlines()))]
    for claim, kinds in rows:
        fits = {each for each in got if each[0] == claim and (kinds == "*" or each[1] in kinds.split("|"))}
        found += [] if fits else [f"tasks: {sorted(got)} lack {claim} {kinds}"]
    claims = {claim for claim, _ in rows}
    open_ended = {claim for claim, kinds in rows if kinds == "*"}
    allowed = {(claim, kind) for claim, kinds in rows for kind in kinds.split("|")}
    extra = {
        each for each in got if each[0] not in claims or (each not in allowed and each[0] not in open_ended)
    }
    return found + ([f"tasks: unasked {sorted(extra)}"] if extra else [])


def _pairs(wanted: dict[str, Any], answer: dict[str, list[dict[str, Any]]]) -> list[str]:
    if "provider_level" not in wanted:
        return []
    got = [f"{each['code']} {each['reference']} {amount(each['cents'])}" for each in answer["provider_level"]]
    want = []
    for row in filter(None, map(str.strip, wanted["provider_level"].splitlines())):
        code, reference, dollars = row.split(" ", 2)
        want.append(f"{code} {reference} {amount(cents(dollars))}")
    return [] if got == want else [f"provider_level: {got} is not {want}"]
