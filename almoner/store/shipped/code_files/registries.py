"""Lists of providers' trades, places, drugs, vaccines, laboratory tests, telehealth services, payers and
institutional codes, each told by its header."""

import re

from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.layout import (
    BadRow,
    Column,
    Layout,
    SkippedRow,
    code,
    first_of,
    number,
    procedure,
)
from almoner.store.shipped.code_files.loaded import Asked, Loaded, span_of
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import NotThisLayout, Tally

_CODES = ("hcpcs code", "hcpcs", "cpt code s", "cpt codes", "cpt code", "cpt hcpcs code", "code")


def _taxonomy(text: str) -> str:
    found = code(text)
    if not re.fullmatch(r"[A-Z0-9]{10}", found):
        raise BadRow("a taxonomy code has ten places")
    return found


NUCC = Layout(
    "nucc",
    key=(Column("code", ("code",), _taxonomy),),
    columns=(
        Column("label", ("display name",)),
        Column("grouping", ("grouping",), is_required=True),
        Column("classification", ("classification",), is_required=True),
        Column("specialization", ("specialization",)),
        Column("section", ("section",)),
    ),
    words="label",
    by="always",
)


def _labelled(row: dict[str, str]) -> dict[str, str]:
    parts = (row["classification"], row["specialization"])
    return row if row["label"] else {**row, "label": ", ".join(part for part in parts if part)}


def load_nucc(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """Provider taxonomy of the user's own copy; where it has no display name, its parts make one."""
    (found,) = NUCC.load(source, asked, tally)
    at = {name: place for place, name in enumerate(found.columns)}
    lines = []
    for line in found.lines:
        row = _labelled({name: line.values[place] for name, place in at.items()})
        lines.append(
            Line(line.code, line.since_on, line.until_on, tuple(row[name] for name in found.columns))
        )
    return [Loaded("nucc", found.span, found.columns, lines, asked.part, "label", asked.is_partial)]


def _place(text: str) -> str:
    if not re.fullmatch(r"\d{1,2}", text):
        raise SkippedRow("ranges and notes")
    return text.zfill(2)


def _is_facility(text: str) -> str:
    found = text.lower().replace("-", "")
    if found not in ("facility", "nonfacility", "f", "nf", ""):
        raise BadRow("the setting is facility or nonfacility")
    return "1" if found in ("facility", "f") else "0" if found else ""


POS = Layout(
    "pos",
    key=(Column("code", ("code", r"place of service code s?"), _place),),
    columns=(
        Column("label", ("label", "place of service name", "name"), is_required=True),
        Column("is_facility", ("setting", "facility"), _is_facility),
        Column("telehealth", ("telehealth",)),
    ),
    words="label",
    by="always",
)


def _waived(row: dict[str, str]) -> dict[str, str]:
    return {**row, "qw": "1" if row["qw"] or row["modifier"] == "QW" else ""}


def _test_code(text: str) -> str:
    return procedure(re.sub(r"(?i)\s*-?\s*QW$", "", text))


CLIA_WAIVED = Layout(
    "clia-waived",
    key=(Column("code", _CODES, _test_code),),
    columns=(
        Column("qw", _CODES, lambda text: "1" if re.search(r"(?i)QW$", text.strip()) else ""),
        Column("test", ("test name", "test", "test system", "label")),
        Column("maker", ("manufacturer",)),
        Column(
            "modifier", ("modifier", "mod", "qw"), lambda text: "QW" if text.strip() in ("QW", "1") else ""
        ),
    ),
    words="test",
    by="always",
    since=("effective date", "from"),
    last=("last day", "end date"),
    amend=_waived,
)


def _yes(text: str) -> str:
    return "1" if text.strip().lower() in ("yes", "y", "1", "true") else ""


def _listed_code(text: str) -> str:
    if len(text.split()) > 1 or len(text) > 6:
        raise SkippedRow("notes")
    return procedure(text)


TELEHEALTH = Layout(
    "telehealth",
    key=(Column("code", _CODES, _listed_code),),
    columns=(
        Column("is_audio_only", (r".*audio only.*",), _yes),
        Column("status", ("status",)),
        Column("limits", (r"medicare payment limitations?",)),
        Column("descriptor", (r"short descriptor",), is_descriptor=True),
    ),
    by="year",
)


def _ndc11(text: str) -> str:
    """Eleven digits of a drug's number, whose parts are padded to 5-4-2."""
    parts = [part.strip() for part in text.strip().split("-")]
    if len(parts) == 1 and re.fullmatch(r"\d{11}", parts[0]):
        return parts[0]
    if len(parts) != 3 or not all(part.isalnum() for part in parts):
        raise BadRow("a drug's number is 4-4-2, 5-3-2 or 5-4-1, or eleven digits")
    if (len(parts[0]), len(parts[1]), len(parts[2])) not in _NDC_SHAPES:
        raise BadRow("a drug's number is 4-4-2, 5-3-2 or 5-4-1, or eleven digits")
    return parts[0].zfill(5) + parts[1].zfill(4) + parts[2].zfill(2)


_NDC_SHAPES = {(4, 4, 2), (5, 3, 2), (5, 4, 1), (5, 4, 2)}


def _ndc9(text: str) -> str:
    labeler, _, product = text.strip().partition("-")
    if not labeler.isdigit() or not product.isalnum() or len(labeler) > 5 or len(product) > 4:
        raise BadRow("a product number is labeler and product, as 0002-1433")
    return labeler.zfill(5) + product.zfill(4)


NDC_PRODUCT = Layout(
    "ndc",
    part="product",
    key=(Column("product", ("productndc",), _ndc9),),
    columns=(
        Column("name", ("proprietaryname",)),
        Column("generic", ("nonproprietaryname",)),
        Column("form", ("dosageformname",)),
        Column("route", ("routename",)),
        Column("strength", ("active numerator strength",)),
        Column("unit", ("active ingred unit",)),
        Column("schedule", ("deaschedule",)),
        Column("labeler", ("labelername",)),
    ),
    words="name",
    by="always",
    since=("startmarketingdate",),
    last=("endmarketingdate",),
)
NDC_PACKAGE = Layout(
    "ndc",
    part="package",
    key=(Column("package", ("ndcpackagecode",), _ndc11),),
    columns=(
        Column("package_text", ("packagedescription",), is_required=True),
        Column("product", ("productndc",), _ndc9),
        Column("is_sample", ("sample package",), _yes),
    ),
    by="always",
    since=("startmarketingdate",),
    last=("endmarketingdate",),
)
load_ndc = first_of(NDC_PACKAGE, NDC_PRODUCT)

NDC_HCPCS = Layout(
    "ndc-hcpcs",
    key=(Column("ndc", ("ndc", "ndc2", r"ndc or alternate id"), _ndc11),),
    columns=(
        Column("hcpcs", (r"20\d\d code", r"hcpcs.*code.*", "hcpcs", "code"), procedure, is_required=True),
        Column("labeler", ("labeler name",)),
        Column("name", ("drug name",)),
        Column("dosage", ("hcpcs dosage", "dosage")),
        Column("package_size", ("pkg size",), number),
        Column("package_quantity", ("pkg qty",), number),
        Column("units", ("billunits", "bill units"), number),
        Column("units_per_package", ("billunitspkg", "bill units pkg"), number),
    ),
    words="name",
)


def load_cvx(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """Vaccines: the pipe-separated list without a header (code, short and full name, notes, status,
    whether it is none, day of change)."""
    if not re.search(r"(?m)^\s*\d{1,3}\s*\|[^|\n]+\|[^|\n]+\|", source.head):
        raise NotThisLayout(f"{source.name} isn't the list of vaccines (code|short name|full name|...)")
    lines = []
    for line, cells in source.rows():
        if len(cells) < 5 or not re.fullmatch(r"\d{1,3}", cells[0]):
            tally.refuse(line, "a row is code, short name, full name, notes, status")
            continue
        tally.accepted += 1
        lines.append(Line(cells[0].zfill(2), values=(cells[1], cells[2], cells[4])))
    span = span_of(source, asked, by="always")
    return [
        Loaded("cvx", span, ("short", "name", "status"), lines, words="name", is_partial=asked.is_partial)
    ]


def _payer(text: str) -> str:
    found = code(text)
    if not re.fullmatch(r"[A-Z0-9]{2,12}", found):
        raise BadRow("a payer id has two to twelve capitals and digits")
    return found


PAYERS = Layout(
    "payers",
    key=(Column("payer", ("payer id", "payerid", "id", "payer identifier"), _payer),),
    columns=(
        Column("name", ("payer name", "name"), is_required=True),
        Column("aliases", ("aliases", "alias", "also known as")),
        Column("kind", ("payer kind", "kind", "type", "line of business")),
        Column("claims", ("professional", r".*837p?.*", "claims")),
        Column("institutional", ("institutional", r".*837i.*")),
        Column("eligibility", ("eligibility", r".*27[01].*")),
        Column("status", ("claim status", r".*27[67].*")),
        Column("remittance", ("remittance", "era", r".*835.*")),
        Column("enrollment", (r".*enrollment.*",)),
    ),
    words="name",
    by="always",
)


def _nubc_code(text: str) -> str:
    found = code(text)
    if not re.fullmatch(r"[A-Z0-9]{1,4}", found):
        raise BadRow("an institutional code has one to four places")
    return found


_LISTS = (
    ("revenue", "revenue"),
    ("bill", "bill-type"),
    ("span", "occurrence-span"),
    ("occurrence", "occurrence"),
    ("condition", "condition"),
    ("value", "value"),
    ("status|discharge", "patient-status"),
    ("source|origin", "admission-source"),
    ("admission|priority|type of", "admission-type"),
)


def _list_name(text: str) -> str:
    found = next((to for sign, to in _LISTS if re.search(sign, text.lower())), "")
    if not found:
        raise BadRow("the list is revenue, bill type, occurrence, condition, value or another of the manual")
    return found


_NUBC = Layout(
    "nubc",
    key=(Column("code", ("code",), _nubc_code),),
    columns=(
        Column("list", ("list", "type", "code type", "kind"), _list_name, is_required=True),
        Column("label", ("label", "description", "title", "name"), is_required=True),
    ),
    words="label",
    by="always",
    since=("start", "effective date", "since", "from"),
    last=("stop", "end", "last day", "to"),
)


def load_nubc(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """Institutional codes of the user's own manual, a part for each list."""
    (found,) = _NUBC.load(source, asked, tally)
    names = sorted({line.values[0] for line in found.lines})
    return [
        Loaded(
            "nubc",
            found.span,
            found.columns,
            [line for line in found.lines if line.values[0] == name],
            name,
            "label",
            asked.is_partial,
        )
        for name in names
    ]
