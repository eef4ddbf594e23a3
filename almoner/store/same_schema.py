"""Whether the books still have the tables that this process was made for: a newer Almoner may have brought
them on while it runs, and what an older one would write there is wrong.
"""

MARK = "(SELECT coalesce(max(id), 0) FROM django_migrations)"
"""What tells a schema from the next, for a statement that is asked anyway."""
UNKNOWN = (
    "these books were brought on by a newer Almoner (from step {first}): bring this one up to date, "
    "nothing was done"
)

_known: list[int] = []


class NewerBooks(RuntimeError):
    """A newer Almoner has brought the books on since this process opened them."""

    def __init__(self) -> None:
        super().__init__(
            "a newer Almoner has brought the books on meanwhile: stop this one and start the new one, "
            "nothing was done"
        )


def learn(mark: int) -> None:
    """Remember the schema of the books that were opened now."""
    _known[:] = [mark]


def refuse_newer(mark: int) -> None:
    """Raise NewerBooks where the books have another schema than at the opening."""
    if _known and mark != _known[0]:
        raise NewerBooks
