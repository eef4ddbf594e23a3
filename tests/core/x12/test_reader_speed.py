"""Reading costs little more than splitting, and no more memory than the bytes: ratios within one process,
with room for a busy machine (the figures themselves are measured by the bench)."""

import time
import tracemalloc
from collections import deque
from collections.abc import Callable

from almoner.core.x12 import read
from tests.core.x12.examples import CLAIM_SEGMENTS, joined


def many_claims(count: int) -> bytes:
    body = CLAIM_SEGMENTS[3:-3] * (count // 2)
    return joined((*CLAIM_SEGMENTS[:3], *body, f"SE*{len(body) + 2}*0001", *CLAIM_SEGMENTS[-2:]))


def best_of(run: Callable[[], object]) -> float:
    times = []
    for _ in range(5):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def test_structure_costs_at_most_three_and_a_half_times_the_split() -> None:
    data = many_claims(8_000)

    def split() -> None:
        for segment in data.decode("latin-1").split("~"):
            segment.split("*")

    floor = best_of(split)
    assert best_of(lambda: read(data)) < 3.5 * floor
    assert best_of(lambda: [deque(each.iter_rows(), maxlen=0) for each in read(data).sets]) < 5 * floor


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
