"""Is a file what it says it is? A file that is called official can be invented or cut, so each is held
against the release before and against a few well-known facts."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from almoner.core.rules.tables import CodeTable
from almoner.store.shipped.code_files.loaded import Loaded
from almoner.store.shipped.code_files.tally import Tally

UNIQUE = frozenset(
    "icd10cm icd10pcs hcpcs mpfs mpfs-qpp gpci zip anesthesia ncci-mue telehealth clfs asp opps asc nucc "
    "pos cvx msdrg hcc fees payers cpt x12 demo nppes".split()
)
"""Kinds of which a code (with its modifier) has one row a day."""
_FIRST, _MOST_YEARS_AHEAD = date(1900, 1, 1), 2
_SOME = 20


def doubts(loaded: Loaded, tally: Tally, before: Iterable[CodeTable], on: date) -> list[str]:
    """What is odd about a table that was read, one sentence each; none where it is plausible. `before` are
    the tables of the same part in the newest full release of the user; `on` is today."""
    found = []
    if not len(loaded):
        return ["it has no row that can be used"]
    if tally.refused > min(max(_SOME, tally.accepted // 20), tally.accepted):
        found.append(f"{tally.refused:,} rows are wrong and {tally.accepted:,} right")
    if loaded.pairs is not None:
        return found
    found += _repeated(loaded)
    found += _far_days(loaded, on)
    found += _wrong_facts(loaded)
    if not loaded.is_partial:
        for table in before:
            found += _against(loaded, table)
    return found


def _repeated(loaded: Loaded) -> list[str]:
    if loaded.kind not in UNIQUE:
        return []
    keys = Counter((line.code, line.since_on) for line in loaded.lines)
    twice = [key for (key, _), count in keys.items() if count > 1]
    return [f"{len(twice):,} codes stand twice, the first being {min(twice)}"] if twice else []


def _far_days(loaded: Loaded, on: date) -> list[str]:
    last = date(on.year + _MOST_YEARS_AHEAD, 1, 1)
    starts = [line.since_on for line in loaded.lines if line.since_on]
    far = sum(not _FIRST <= start < last for start in starts)
    return [f"{far:,} rows begin after {last}"] if far else []


def _wrong_facts(loaded: Loaded) -> list[str]:
    """Facts that any genuine file agrees with; a code that it lacks proves nothing."""
    if loaded.kind == "mpfs":
        rows = [line for line in loaded.lines if line.code == "99213"]
        at = loaded.columns.index("status")
        return ["99213 hasn't the status A"] if any(line.values[at] != "A" for line in rows) else []
    if loaded.kind == "icd10cm":
        at = loaded.columns.index("is_billable")
        rows = [line for line in loaded.lines if line.code == "M545" and line.values[at] == "1"]
        is_wrong = any(line.until_on is None or line.until_on > date(2021, 10, 1) for line in rows)
        return ["M54.5 hasn't ended on 2021-09-30"] if is_wrong else []
    return []


def _against(loaded: Loaded, table: CodeTable) -> list[str]:
    found = []
    size, size_before = len(loaded.lines), len(table)
    if abs(size - size_before) * 10 > size_before:
        found.append(
            f"it has {size:,} rows where the release before has {size_before:,}: more than a tenth off"
        )
    codes = {line.code for line in loaded.lines}
    known = {table.row(number).code for number in range(size_before)}
    kept = len(known & codes)
    if kept * 10 < len(known) * 9:
        found.append(
            f"it has {kept:,} of the {len(known):,} codes of the release before: fewer than nine of ten"
        )
    return found
