"""How much goes wrong in a year, and when: shares of files, days of outages, how often a kill comes."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Outage:
    """Somebody is silent from one day of the year (0 is the first) up to another."""

    who: str
    from_day: int
    to_day: int

    def covers(self, day: int) -> bool:
        """True on a day of the outage."""
        return self.from_day <= day < self.to_day


@dataclass(frozen=True, slots=True)
class Trouble:
    """Shares are of a thousand files of the mailbox; `kill_every` is the mean number of steps between kills.

    `payers_down` are payers that answer nothing (`*` is everybody), `links_down` days without a mailbox,
    `left` days on which nobody does a step: `codes`, `charges`, `claims`.
    """

    late: int = 90
    doubled: int = 60
    reworded: int = 60
    cut: int = 70
    miscounted: int = 40
    strays: int = 60
    halved: int = 150
    payers_down: tuple[Outage, ...] = (Outage("CMA01", 9, 14), Outage("*", 21, 23))
    links_down: tuple[Outage, ...] = (Outage("link", 16, 19),)
    left: tuple[Outage, ...] = ()
    kill_every: int = 4000

    def is_link_down(self, on: date, first: date) -> bool:
        """True on a day without a mailbox."""
        return any(one.covers((on - first).days) for one in self.links_down)

    def left_on(self, on: date, first: date) -> frozenset[str]:
        """Return the steps that nobody does on a day."""
        return frozenset(one.who for one in self.left if one.covers((on - first).days))

    def down_lines(self, first: date) -> str:
        """Return what the box's file `down` says."""
        lines = []
        for one in self.payers_down:
            since, until = first + timedelta(days=one.from_day), first + timedelta(days=one.to_day)
            lines.append(f"{one.who} {since.isoformat()} {until.isoformat()}\n")
        return "".join(lines)


CALM = Trouble(
    late=0,
    doubled=0,
    reworded=0,
    cut=0,
    miscounted=0,
    strays=0,
    halved=0,
    payers_down=(),
    links_down=(),
    left=(),
    kill_every=0,
)
"""A year in which nothing goes wrong."""

FORGETFUL = (Outage("codes", 1, 8), Outage("charges", 8, 10), Outage("claims", 10, 12))
"""The coder is away for a week, then nobody charges, then nobody builds claims: all is late at each step."""
