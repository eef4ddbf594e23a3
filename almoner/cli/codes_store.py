"""What the code commands share: the store of the data folder, which kinds are loaded, today."""

from datetime import date

from almoner.settings import data_folder
from almoner.store.shipped.codes import CodeStore
from almoner.store.shipped.shipped_codes import KINDS as SHIPPED

_DIAGNOSES = frozenset({"icd10cm", "icd10cm-notes", "icd10cm-index", "hcc"})
_FIRST = ("icd10cm", "icd10cm-notes", "hcpcs", "cpt", "demo", "mpfs")


def open_store() -> CodeStore:
    """The releases of the data folder; it isn't made here."""
    return CodeStore(data_folder())


def kinds_loaded(store: CodeStore) -> list[str]:
    """The kinds of tables that are there, those that are asked for most first."""
    there = {note.kind for note in store.releases()} | set(SHIPPED)
    return [kind for kind in _FIRST if kind in there] + sorted(there - set(_FIRST))


def store_key(kind: str, code: str) -> str:
    """The key under which a table of a kind has a code."""
    if kind == "snomed" and code.isdecimal():
        from almoner.store.shipped.code_files.terminologies import snomed_key

        return snomed_key(code)
    if kind == "pos" and code.isdecimal():
        return code.zfill(2)
    return code


def dotted(kind: str, code: str) -> str:
    """A code as people write it: diagnoses have a dot behind their category."""
    is_diagnosis = kind in _DIAGNOSES and len(code) > 3
    return f"{code[:3]}.{code[3:]}" if is_diagnosis else code


def today() -> date:
    """The day of the machine."""
    return date.today()  # noqa: DTZ011 - a practice's day is local
