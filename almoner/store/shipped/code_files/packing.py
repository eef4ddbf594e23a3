"""A table that was read becomes the bytes of its pack."""

from almoner.core.rules.tables import pack_codes
from almoner.store.shipped.code_files.loaded import Loaded


def packed(loaded: Loaded, source: str, checksum: str) -> bytes:
    """The bytes of the pack of a table; its facts name the release that a finding cites."""
    facts = {
        "kind": loaded.kind,
        "part": loaded.part,
        "release": loaded.span.name,
        "since": loaded.span.since_on.isoformat(),
        "until": loaded.span.until_on.isoformat() if loaded.span.until_on else "",
        "source": source,
        "source_sha256": checksum,
        **loaded.facts,
    }
    if loaded.pairs is not None:
        return loaded.pairs.pack(facts)
    lines = dict.fromkeys(loaded.lines)  # publishers' files have rows that stand twice
    return pack_codes(lines, loaded.columns, facts, words=loaded.words)
