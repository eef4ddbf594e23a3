"""What happens to a file on its way is what the year says of it, whatever the file's numbers look like."""

import pytest

from almoner.cli.year.mischief import halves, miscounted


def test_a_wrong_count_is_of_segments_though_a_claim_number_ends_like_the_segment() -> None:
    content = b"ISA~\nST*835*0001~\nCLP*A00004LASE*1*100*80~\nSE*3*0001~\nIEA*1*000000001~\n"
    assert miscounted(content) == content.replace(b"SE*3*", b"SE*4*")
    assert miscounted(content.replace(b"\n", b"")) == content.replace(b"\n", b"").replace(b"SE*3*", b"SE*4*")
    assert miscounted(b"ISA~CLP*A00004LASE*1*100*80~") is None


HEAD = (
    "ISA*00**00**ZZ*A*ZZ*B*260316*1200*^*00501*000000012*0*T*:~\n"
    "GS*HP*A*B*20260316*1200*12*X*005010X221A1~\nST*835*0001~\nBPR*I*240.5*C*ACH~\nTRN*1*T1~\n"
)
TAIL = "SE*{}*0001~\nGE*1*12~\nIEA*1*{}~\n"


def advice(*claims: str, paid: str = "240.5", more: str = "") -> bytes:
    body = HEAD.replace("240.5", paid) + "LX*1~\n" + "".join(f"{one}~\n" for one in claims) + more
    return (body + TAIL.format(body.count("~") - 1, "000000012")).encode()


def test_an_advice_of_several_claims_may_come_in_two_files_of_its_trace() -> None:
    first, second = "CLP*A1*1*200*150", "CLP*A2*1*100*90.5"
    assert advice(first, second).endswith(b"SE*7*0001~\nGE*1*12~\nIEA*1*000000012~\n")
    assert halves(advice(first, second)) == (
        advice(first, paid="150"),
        advice(second, paid="90.5").replace(b"000000012", b"500000012"),
    )


@pytest.mark.parametrize(
    "whole",
    [
        advice("CLP*A1*1*200*240.5"),
        advice("CLP*A1*1*200*240.5", "CLP*A2*4*100*0"),
        advice("CLP*A1*1*200*150", "CLP*A2*1*100*90", more="PLB*1*20261231*L6*-0.5~\n"),
        advice("CLP*A1*1*200*150", "CLP*A2*1*100*90"),
        b"date,kind,trace,payer,cents\n",
    ],
)
def test_what_is_no_sum_of_several_paid_claims_stays_one_file(whole: bytes) -> None:
    assert halves(whole) is None
