"""Random advice in the words of `era_cases`: claims with lines and reasons of every group, some out of
balance, some taken back and decided anew, with provider-level pairs.
"""

from dataclasses import dataclass
from random import Random

from almoner.core.money import amount

WRITE_OFFS = ("45", "253", "P12", "131")
REFUSALS = ("50", "16", "29", "197", "97", "18", "109", "B7", "199")
SHARES = ("1", "2", "3", "66")
OTHERS = ("999", "ZZZ", "104", "94", "23", "100", "24", "96", "204", "85", "B4")
GROUPS = ("CO", "CO", "CO", "PR", "PR", "OA", "PI", "CR", "XX")
PAIRS = ("WO", "FB", "72", "CS", "J1", "L6", "50", "90", "AP", "B2", "C5", "IR", "LE", "Q9")


@dataclass(frozen=True, slots=True)
class Service:
    """A line: what it charges, and its reasons as group, CARC and cents."""

    control: str
    charge: int
    reasons: tuple[tuple[str, str, int], ...]

    @property
    def paid(self) -> int:
        return self.charge - sum(cents for _, _, cents in self.reasons)

    def told(self, sign: int) -> str:
        found = [f"SVC*HC:99213*{amount(sign * self.charge)}*{amount(sign * self.paid)}**1"]
        found += [f"CAS*{group}*{carc}*{amount(sign * cents)}" for group, carc, cents in self.reasons]
        return "~".join([*found, f"REF*6R*{self.control}"])


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision on a claim; `off` is by how many cents it does not balance."""

    control: str
    number: str
    status: str
    services: tuple[Service, ...]
    off: int = 0

    def told(self, *, is_reversed: bool = False) -> str:
        sign = -1 if is_reversed else 1
        charge = sign * sum(each.charge for each in self.services)
        paid = sign * sum(each.paid for each in self.services) + self.off
        status = "22" if is_reversed else self.status
        head = f"CLP*{self.control}*{status}*{amount(charge)}*{amount(paid)}**12*{self.number}"
        return "~".join([head, *(each.told(sign) for each in self.services)])


def service(random: Random, control: str) -> Service:
    charge = random.choice((0, 1, 9_99, 100_00, 150_00, 1_234_56))
    left, reasons = charge, []
    for _ in range(random.randrange(4)):
        group = random.choice(GROUPS)
        carcs = random.choice((WRITE_OFFS, WRITE_OFFS, SHARES, SHARES, REFUSALS, OTHERS))
        cents = random.choice((left, left // 2, left // 3, random.randint(-500, 500)))
        if cents:
            reasons.append((group, random.choice(carcs), cents))
            left -= cents
    return Service(control, charge, tuple(reasons))


def decided(random: Random, control: str, number: str) -> Decided:
    services = tuple(service(random, f"{control}L{place}") for place in range(1, random.randint(2, 4)))
    status = random.choice(("1", "1", "1", "4", "19", "25", "23", "7"))
    off = random.choice((0, 0, 0, 0, 1, -250))
    return Decided(control, number, status, services, off)


def again(random: Random, before: Decided, number: str) -> Decided:
    """Another decision on the same lines."""
    services = []
    for each in before.services:
        other = service(random, each.control)
        share = each.charge - random.randint(0, max(each.charge, 0))
        reasons = (("CO", "45", share),) if share else ()
        services.append(Service(each.control, each.charge, reasons if other.charge else each.reasons))
    return Decided(before.control, number, "1", tuple(services))


def chain(random: Random, control: str) -> list[str]:
    """A decision, and perhaps reversals with what follows them."""
    first = decided(random, control, f"{control}P1")
    told, last = [first.told()], first
    if first.status != "1" or first.off:
        return told
    for turn in range(random.choice((0, 0, 1, 1, 2))):
        following = again(random, last, f"{control}P{turn + 2}")
        told += [last.told(is_reversed=True), following.told()]
        last = following
    return told


def payment(random: Random, number: int, *, is_shuffled: bool = False) -> str:
    """One check: some chains of claims, and provider-level pairs."""
    claims = [told for place in range(random.randint(0, 4)) for told in chain(random, f"C{number}{place}")]
    pairs = [
        f"PLB*{random.choice(PAIRS)}:R{random.randrange(3)}*{amount(random.randint(-9_999, 9_999))}"
        for _ in range(random.choice((0, 0, 1, 3)))
    ]
    if is_shuffled:
        random.shuffle(claims)
    return "\n".join([*claims, *pairs] or ["LX*1"])
