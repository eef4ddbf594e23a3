"""An issue above the claims names the claim of its own patient, whatever became of the levels before."""

from almoner.core.wire import sample_837
from almoner.core.x12 import check_set, read


def test_each_payers_fault_names_its_own_claim() -> None:
    data = sample_837.write("837P", 60, 5)
    broken = data.replace(b"~NM1*PR*2*", b"~NM1*PR*7*").replace(b"\nNM1*PR*2*", b"\nNM1*PR*7*")
    seen = 0
    for each in read(broken).sets:
        claim_at: dict[int, str] = {}
        later = ""
        for row, index in reversed([(row, index) for index, row in enumerate(each.iter_rows(), 1)]):
            later = row[1] if row[0] == "CLM" else later
            claim_at[index] = later
        for issue in check_set(each, level=2):
            if issue.loop == "2010BB":
                assert issue.claim == claim_at[issue.segment_index]
                seen += 1
    assert seen > 20
