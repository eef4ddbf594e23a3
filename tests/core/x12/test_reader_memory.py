"""Reading costs no more memory than the bytes. What it costs in time is measured by the bench."""

import tracemalloc
from collections import deque

from almoner.core.x12 import read
from tests.core.x12.examples import CLAIM_SEGMENTS, joined


def many_claims(count: int) -> bytes:
    body = CLAIM_SEGMENTS[3:-3] * (count // 2)
    return joined((*CLAIM_SEGMENTS[:3], *body, f"SE*{len(body) + 2}*0001", *CLAIM_SEGMENTS[-2:]))


def test_memory_stays_flat_while_segments_stream() -> None:
    def peak(count: int) -> int:
        data = many_claims(count)
        tracemalloc.start()
        for each in read(data).sets:
            deque(each.iter_rows(), maxlen=0)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(16_000) - peak(10) < 6_000_000
