"""Proves the forms that patients signed: each is as it was signed."""

from collections.abc import Iterator

from almoner.core.chart.signed_form import SignedForm
from almoner.store.session import Session


def altered(session: Session) -> Iterator[tuple[str, list[int]]]:
    """Yield the check with the ids of signed forms whose hash is not that of what they say."""
    ids = [one.id for one in session.find(SignedForm) if one.sha256 != one.seal()]
    if ids:
        yield "signed form whose hash differs", ids
