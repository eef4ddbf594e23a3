"""Medicare's coverage database: which articles name a procedure, where they hold, and which diagnoses they
cover. An archive of tables that are joined by the article's number."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from almoner.core.rules.code_key import plain
from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.days import NotADay, day_after, read_day
from almoner.store.shipped.code_files.layout import Column, Layout, one_line
from almoner.store.shipped.code_files.loaded import Asked, Loaded, span_of
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import NotThisLayout, Tally

ARTICLE_COLUMNS = ("article", "version", "title", "code_group", "states", "contractors")
DIAGNOSIS_COLUMNS = ("is_covered", "group", "is_with_another", "range")
GROUP_COLUMNS = ("group", "text")
Record = dict[str, str]


@dataclass(slots=True)
class _Article:
    version: int
    title: str
    since_on: date | None
    until_on: date | None
    contractors: set[str] = field(default_factory=set)


def load_mcd(members: list[Source], asked: Asked, tally: Tally) -> list[Loaded]:
    """Three parts: `codes` by procedure (article, code group, states), `diagnoses` by article and diagnosis
    (`57480M545`), `groups` by article (a group's paragraph: which code group it serves is prose)."""
    files = {source.name.lower().rpartition(".")[0]: source for source in members}
    if "article" not in files or "article_x_hcpc_code" not in files:
        raise NotThisLayout("the coverage database is a folder or archive with article.csv and its tables")
    articles = dict(_articles(files["article"], tally))
    states = _places(files, articles)
    span = span_of(files["article"], asked, by="always")
    parts = (
        ("codes", ARTICLE_COLUMNS, _codes(files["article_x_hcpc_code"], articles, states, tally)),
        ("diagnoses", DIAGNOSIS_COLUMNS, _diagnoses(files, articles, tally)),
        ("groups", GROUP_COLUMNS, _groups(files, articles)),
    )
    return [Loaded("mcd", span, names, list(lines), part) for part, names, lines in parts]


def _records(source: Source | None) -> Iterator[tuple[int, Record]]:
    """Rows by the names of the header; cells are HTML encoded twice."""
    if source is None:
        return
    names: list[str] = []
    for line, cells in source.rows():
        if not names:
            names = [cell.strip("\ufeff\"' ").lower() for cell in cells]
            continue
        yield line, dict(zip(names, map(_text, cells), strict=False))


def _text(cell: str) -> str:
    if "&" not in cell and "<" not in cell:
        return cell
    return one_line(re.sub(r"<[^>]*>", " ", html.unescape(html.unescape(cell))))


def _articles(source: Source, tally: Tally) -> Iterator[tuple[str, _Article]]:
    """The newest active version of each article."""
    newest: dict[str, _Article] = {}
    for line, row in _records(source):
        key, version = row.get("article_id", ""), row.get("article_version") or row.get("version") or "0"
        if row.get("status", "A").upper()[:1] not in ("A", ""):
            tally.skip("articles that aren't active")
            continue
        if not re.fullmatch(r"[0-9]{1,5}", key) or not re.fullmatch(r"[0-9]{1,9}", version):
            tally.refuse(line, "an article has a number of up to five digits and a version")
            continue
        try:
            since = read_day(row.get("article_eff_date") or row.get("effective_date", ""))
            until = day_after(row.get("article_end_date") or row.get("end_date", ""))
        except NotADay as rule:
            tally.refuse(line, str(rule))
            continue
        if key not in newest or newest[key].version < int(version):
            newest[key] = _Article(int(version), row.get("title", ""), since, until)
    tally.accepted += len(newest)
    yield from newest.items()


def _places(files: dict[str, Source], articles: dict[str, _Article]) -> dict[str, str]:
    """The states of each article, by its contractors."""
    lookup = {
        row.get("state_id", ""): row.get("state_abbrev", "") for _, row in _records(files.get("state_lookup"))
    }
    states: dict[str, set[str]] = {}
    for _, row in _records(files.get("contractor_jurisdiction")):
        name = row.get("state_abbrev") or lookup.get(row.get("state_id", ""), "")
        states.setdefault(row.get("contractor_id", ""), set()).add(name)
    found: dict[str, set[str]] = {}
    for _, row in _current(files.get("article_x_contractor"), articles):
        key, contractor = row["article_id"], row.get("contractor_id", "")
        articles[key].contractors.add(contractor)
        found.setdefault(key, set()).update(states.get(contractor, ()))
    return {key: " ".join(sorted(name for name in names if name)) for key, names in found.items()}


def _current(source: Source | None, articles: dict[str, _Article]) -> Iterator[tuple[int, Record]]:
    """Rows of the newest version of an article."""
    for line, row in _records(source):
        article = articles.get(row.get("article_id", ""))
        if article and row.get("article_version", str(article.version)) == str(article.version):
            yield line, row


def _codes(
    source: Source, articles: dict[str, _Article], states: dict[str, str], tally: Tally
) -> Iterable[Line]:
    for line, row in _current(source, articles):
        key, code = row["article_id"], plain(row.get("hcpc_code_id", ""))
        if not re.fullmatch(r"[A-Z0-9]{5}", code):
            tally.refuse(line, "a procedure code has five places")
            continue
        tally.accepted += 1
        article = articles[key]
        group, places = row.get("hcpc_code_group", ""), states.get(key, "")
        contractors = " ".join(sorted(article.contractors))
        values = (key, str(article.version), article.title, group, places, contractors)
        yield Line(code, article.since_on, article.until_on, values)


def _diagnoses(files: dict[str, Source], articles: dict[str, _Article], tally: Tally) -> Iterable[Line]:
    for name, is_covered in (("article_x_icd10_covered", "1"), ("article_x_icd10_noncovered", "0")):
        group_name = "icd10_covered_group" if is_covered == "1" else "icd10_noncovered_group"
        for line, row in _current(files.get(name), articles):
            key, code = row["article_id"], plain(row.get("icd10_code_id", ""))
            if not re.fullmatch(r"[A-Z][0-9A-Z]{2,6}", code):
                tally.refuse(line, "a diagnosis has three to seven places")
                continue
            tally.accepted += 1
            mark, reach = row.get("asterisk", ""), row.get("range", "")
            article = articles[key]
            values = (is_covered, row.get(group_name, ""), "1" if mark in ("*", "Y", "1") else "", reach)
            yield Line(key + code, article.since_on, article.until_on, values)


def _groups(files: dict[str, Source], articles: dict[str, _Article]) -> Iterable[Line]:
    for _, row in _current(files.get("article_x_icd10_covered_group"), articles):
        yield Line(row["article_id"], values=(row.get("icd10_covered_group", ""), row.get("paragraph", "")))


NCD = Layout(
    "ncd",
    key=(
        Column("id", ("ncd id", "ncd number", "ncd"), lambda text: re.sub(r"[^0-9A-Za-z]", "", text).upper()),
    ),
    columns=(
        Column(
            "title",
            ("ncd mnl sect titl", "ncd mnl sect title", "title", "ncd title"),
            _text,
            is_required=True,
        ),
        Column("section", ("ncd mnl sect", "section", "ncd manual section"), _text),
        Column("is_covered", ("cvrg lvl cd", "coverage level")),
        Column("indications", ("indctn lmtn", "indications"), _text),
    ),
    words="title",
    by="always",
    since=("ncd efctv dt", "effective date"),
    last=("ncd trmntn dt", "end date"),
)
