"""Failed sign-ins: each costs more than the one before, a wait ends by itself, and memory is bounded."""

from almoner.flow.attempts import FIRST_WAIT_S, FORGOTTEN_AFTER_S, LONGEST_WAIT_S, MOST_KEYS, Attempts


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_each_failure_after_the_free_ones_doubles_the_wait() -> None:
    clock = Clock()
    attempts, waits = Attempts(clock), []
    for _ in range(16):
        attempts.failed(["ann"])
        waits.append(attempts.wait_s({"ann": 3}))
    assert waits[:6] == [0, 0, FIRST_WAIT_S, FIRST_WAIT_S * 2, FIRST_WAIT_S * 4, FIRST_WAIT_S * 8]
    assert waits[-1] == LONGEST_WAIT_S


def test_a_wait_ends_by_itself_and_a_success_ends_the_tally() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(3):
        attempts.failed(["ann"])
    clock.now = FIRST_WAIT_S - 0.5
    assert attempts.wait_s({"ann": 3}) == 1
    clock.now = FIRST_WAIT_S
    assert attempts.wait_s({"ann": 3}) == 0
    attempts.forget(["ann"])
    attempts.failed(["ann"])
    assert attempts.wait_s({"ann": 3}) == 0


def test_old_failures_are_forgotten() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(9):
        attempts.failed(["ann"])
    clock.now = FORGOTTEN_AFTER_S
    attempts.failed(["ann"])
    assert attempts.wait_s({"ann": 3}) == 0


def test_the_longest_wait_of_several_keys_counts_and_keys_are_apart() -> None:
    attempts = Attempts(Clock())
    for _ in range(5):
        attempts.failed(["ann", "here"])
    assert attempts.wait_s({"ann": 4, "here": 50}) == FIRST_WAIT_S * 2
    assert attempts.wait_s({"bob": 4, "here": 50}) == 0


def test_names_without_end_take_no_memory_without_end() -> None:
    attempts = Attempts(Clock())
    for number in range(MOST_KEYS + 50):
        attempts.failed([f"name {number}"])
    assert attempts.wait_s({"name 0": 1}) == 0, "the oldest are gone"
    assert attempts.wait_s({f"name {MOST_KEYS + 49}": 1}) == FIRST_WAIT_S
