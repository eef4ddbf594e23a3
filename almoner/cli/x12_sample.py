"""`almoner x12 sample`: which part of the core invents the file of a guide."""

from importlib import import_module

_PLACES = {
    "837P": "sample_837",
    "837I": "sample_837",
    "837D": "sample_837",
    "278-response": "sample_278",
}


def write_sample(guide: str, claims: int, seed: int) -> bytes:
    """A valid file of a guide with so many claims, payments or inquiries; the same seed gives the same
    bytes."""
    module = _PLACES.get(guide, f"sample_{guide.lower()}")
    data: bytes = import_module(f"almoner.core.wire.{module}").write(guide, claims, seed)
    return data
