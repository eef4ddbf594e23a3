"""Example files: two of our own as plain text, and the published ones that a test-only package carries."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

ISA = (
    "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       "
    "*240105*1200*^*00501*000000001*0*T*:"
)

CLAIM_SEGMENTS = (
    ISA,
    "GS*HC*SENDER*RECEIVER*20240105*1200*7*X*005010X222A1",
    "ST*837*0001*005010X222A1",
    "BHT*0019*00*B1*20240105*1200*CH",
    "HL*1**20*1",
    "NM1*85*2*ACME CLINIC*****XX*1234567893",
    "HL*2*1*22*0",
    "SBR*P*18*******CI",
    "CLM*A1*145.5***11:B:1*Y*A*Y*Y",
    "HI*ABK:E119*ABF:I10",
    "LX*1",
    "SV1*HC:99213:25*100*UN*1***1:2",
    "LX*2",
    "SV1*HC:85025*45.5*UN*1***1",
    "CLM*A2*80***11:B:1*Y*A*Y*Y",
    "LX*1",
    "SV1*HC:99212*80*UN*1***1",
    "SE*16*0001",
    "GE*1*7",
    "IEA*1*000000001",
)

REMIT_SEGMENTS = (
    ISA.replace("SENDER  ", "PAYER   ").replace("RECEIVER", "PRACTICE").replace("01*0*T", "09*0*P"),
    "GS*HP*PAYER*PRACTICE*20240105*1200*3*X*005010X221A1",
    "ST*835*0001",
    "BPR*I*90*C*CHK************20240105",
    "TRN*1*12345*1512345678",
    "LX*1",
    "CLP*A1*1*145.5*100*20*12*ICN1",
    "CAS*CO*45*5.5",
    "SVC*HC:99213:25*100*80**1",
    "CAS*PR*3*20",
    "SVC*HC:85025*40*20**1",
    "CAS*CO*45*10**97*10",
    "CLP*A2*4*80*0**12*ICN2",
    "CAS*CO*29*80",
    "PLB*1234567893*20241231*WO:REF*10",
    "SE*14*0001",
    "GE*1*3",
    "IEA*1*000000009",
)


def joined(segments: tuple[str, ...], terminator: str = "~") -> bytes:
    """The segments as a file, each with its terminator."""
    return "".join(segment + terminator for segment in segments).encode("latin-1")


CLAIM = joined(CLAIM_SEGMENTS)
REMIT = joined(REMIT_SEGMENTS)


def published(folder: str = "edi") -> Iterator[Path]:
    """The published examples of claims, remittances and benefit inquiries ("edi"), or that package's files
    with faults ("errors"), where it is installed."""
    try:
        listed = files("badx12") or []
    except PackageNotFoundError:
        return
    for each in listed:
        if each.suffix == ".edi" and each.parent.name == folder:
            yield Path(str(each.locate()))
