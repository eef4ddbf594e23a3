"""The coverage database: articles joined by their number, the newest version of each, cells decoded twice."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from almoner.store.shipped.code_files.kinds import KINDS
from almoner.store.shipped.code_files.loaded import Asked
from almoner.store.shipped.code_files.source import sources
from almoner.store.shipped.code_files.tally import NotThisLayout, Tally
from tests.store.shipped.code_files.conftest import Read

FILES = {
    "article.csv": "article_id,article_version,title,status,article_eff_date,article_end_date\n"
    "57480,1,Old,A,2020-01-01,\n57480,2,Pain &amp;amp; such,A,2024-01-01,\n57481,1,Retired,R,2020-01-01,\n"
    "57482,\u00b2,No version,A,2024-01-01,\n",
    "article_x_hcpc_code.csv": "article_id,article_version,hcpc_code_id,hcpc_code_group\n"
    "57480,1,20611,1\n57480,2,20610,1\n57481,1,20612,1\n",
    "article_x_icd10_covered.csv": "article_id,article_version,icd10_code_id,icd10_covered_group,range,"
    "asterisk\n"
    "57480,2,M17.11,1,N,*\n57480,2,?,1,N,\n",
    "article_x_icd10_noncovered.csv": (
        "article_id,article_version,icd10_code_id,icd10_noncovered_group\n57480,2,Z00.00,1\n"
    ),
    "article_x_icd10_covered_group.csv": "article_id,article_version,icd10_covered_group,paragraph\n"
    '57480,2,1,"&lt;p&gt;For code group one&lt;/p&gt;"\n',
    "article_x_contractor.csv": "article_id,article_version,contractor_id\n57480,2,9\n",
    "contractor_jurisdiction.csv": "contractor_id,state_id\n9,33\n9,30\n",
    "state_lookup.csv": "state_id,state_abbrev\n33,NY\n30,NJ\n",
}


def test_three_parts(tmp_path: Path) -> None:
    path = tmp_path / "current_article_csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in FILES.items():
            archive.writestr(name, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    tally = Tally()
    codes, diagnoses, groups = KINDS["mcd"].loader_of_all(sources(path), Asked(), tally)
    assert [(line.code, line.since_on, line.values) for line in codes.lines] == [
        ("20610", date(2024, 1, 1), ("57480", "2", "Pain & such", "1", "NJ NY", "9"))
    ]
    assert [(line.code, line.values) for line in diagnoses.lines] == [
        ("57480M1711", ("1", "1", "1", "N")),
        ("57480Z0000", ("0", "1", "", "")),
    ]
    assert [line.values for line in groups.lines] == [("1", "For code group one")]
    assert (tally.refused, tally.skipped["articles that aren't active"]) == (2, 1)


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lcd.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(NotThisLayout, match=r"article\.csv"):
        KINDS["mcd"].loader_of_all(sources(tmp_path / "lcd.csv"), Asked(), Tally())


def test_national_policies(read: Read) -> None:
    text = "NCD_id,NCD_mnl_sect,NCD_mnl_sect_titl,NCD_efctv_dt\n190.15,190.15,Counting cells,20021125\n"
    (found,), _ = read("ncd", "ncd_trkg.csv", text)
    assert (found.lines[0].code, found.lines[0].values[0]) == ("19015", "Counting cells")
