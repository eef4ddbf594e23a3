"""What happens to a file on its way is what the year says of it, whatever the file's numbers look like."""

from almoner.cli.year.mischief import miscounted


def test_a_wrong_count_is_of_segments_though_a_claim_number_ends_like_the_segment() -> None:
    content = b"ISA~\nST*835*0001~\nCLP*A00004LASE*1*100*80~\nSE*3*0001~\nIEA*1*000000001~\n"
    assert miscounted(content) == content.replace(b"SE*3*", b"SE*4*")
    assert miscounted(content.replace(b"\n", b"")) == content.replace(b"\n", b"").replace(b"SE*3*", b"SE*4*")
    assert miscounted(b"ISA~CLP*A00004LASE*1*100*80~") is None
