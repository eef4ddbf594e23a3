"""Damaged files, the same for the same seed: each is read or refused in words, never anything else."""

import random
from pathlib import Path

from almoner.store.shipped.code_files.kinds import KINDS
from almoner.store.shipped.code_files.loaded import Asked
from almoner.store.shipped.code_files.packing import packed
from almoner.store.shipped.code_files.source import sources
from almoner.store.shipped.code_files.tally import CodeFileError, Tally
from tests.store.shipped.code_files import (
    test_fee_schedule,
    test_hcpcs,
    test_icd10,
    test_icd10_tabular,
    test_ncci,
    test_ncci_pairs,
    test_prices,
    test_registries,
)

SAMPLES = [
    *((kind, name, text) for kind, name, text, _ in test_prices.SAMPLES),
    *((kind, name, text) for kind, name, text, _, _ in test_registries.SAMPLES),
    ("mpfs", "PPRRVU2026_Jul.csv", test_fee_schedule.file_of(test_fee_schedule.row("99214"))),
    ("gpci", "GPCI2026.csv", test_fee_schedule.GPCI),
    ("hcpcs", "HCPC2026_OCT.txt", test_hcpcs.FIXED),
    ("hcpcs", "HCPC2026_OCT.csv", test_hcpcs.COLUMNS),
    ("icd10cm", "icd10cm-order-2026.txt", test_icd10.ORDER),
    ("icd10cm-validity", "icd10cm_validity.csv", test_icd10.VALIDITY),
    ("icd10cm-tabular", "tabular-2026.xml", test_icd10_tabular.LIST),
    ("ncci-mue", "MUE_Eff_10-01-2026.csv", test_ncci.MUE.format("Practitioner Services")),
    ("ncci-addon", "AOC_V2026Q4.txt", test_ncci.ADDON),
    ("ncci-ptp", "ccipra-v303r0-f1.txt", test_ncci_pairs.OFFICIAL),
    ("ncci-ptp", "ncci_ptp_2024q3.csv", test_ncci_pairs.PLAIN),
    ("fees", "fees.csv", "code,fee,from\n99213,1.5,2026-01-01\n"),
]
TIMES = 600


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, cut, doubled or put in."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(found) + 1)
        act = chance.randrange(3)
        if act == 0:
            found[at : at + chance.randint(1, 20)] = b""
        elif act == 1:
            found[at:at] = found[at : at + 30]
        else:
            found[at : at + 1] = bytes([chance.choice(b'\t\n\r,"|;<&0\x00\xff9A-./')])
    return bytes(found)


def test_damage_is_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(20260305)
    refused = 0
    for _ in range(TIMES):
        kind, name, text = chance.choice(SAMPLES)
        path = tmp_path / name
        path.write_bytes(damaged(text.encode("latin-1"), chance))
        try:
            (source,) = sources(path)
            for each in KINDS[kind].loader(source, Asked(), Tally()):
                packed(each, name, "")
        except CodeFileError:
            refused += 1
    assert 0 < refused < TIMES
