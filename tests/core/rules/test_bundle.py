"""Bundles as files: what is read, and hostile files that are refused with their place."""

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.rules.bundle import (
    MOST_BYTES,
    BundleError,
    Manifest,
    manifest_of,
    pack,
    read_bundle,
    signed_part,
)

TEXTS = [("b.toml", "# b"), ("a.toml", "# ä")]
ABOUT = Manifest("cedar", "Cedar Mutual", 3, date(2026, 4, 1), {})
MANIFEST = manifest_of(TEXTS, ABOUT)


def whole(**changes: Any) -> bytes:
    told = json.loads(pack(MANIFEST.text(), TEXTS, signature=b"s" * 64, key=b"k" * 32))
    return json.dumps(told | changes).encode()


def manifest(**changes: Any) -> str:
    return json.dumps(json.loads(MANIFEST.text()) | changes)


def test_a_bundle_is_read_back_whole() -> None:
    found = read_bundle(whole())
    assert found.manifest == MANIFEST
    assert found.texts == (("a.toml", "# ä"), ("b.toml", "# b"))
    assert (found.signature, found.key) == (b"s" * 64, b"k" * 32)
    assert found.signed == signed_part(MANIFEST.text())
    assert len(found.fingerprint) == 32


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not JSON"),
        (b"[]", "an object"),
        (b"[" * 100_000, "not JSON"),
        (b" " * (MOST_BYTES + 1), "larger than"),
        (whole(format="zip"), "format almoner-bundle-1"),
        (whole(more=1), "format almoner-bundle-1"),
        (whole(manifest={}), "manifest: a text"),
        (whole(manifest="{}"), "manifest: exactly"),
        (whole(manifest=manifest(id="../etc")), "manifest.id"),
        (whole(manifest=manifest(issuer="\x1b[2J")), "manifest.issuer"),
        (whole(manifest=manifest(sequence=0)), "manifest.sequence"),
        (whole(manifest=manifest(sequence=True)), "manifest.sequence"),
        (whole(manifest=manifest(effective_on="soon")), "manifest.effective_on"),
        (whole(manifest=manifest(cards={"../a.toml": "0" * 64})), "manifest.cards"),
        (whole(manifest=manifest(cards={"a.toml": "0"})), "manifest.cards"),
        (whole(manifest=manifest(cards={f"a{n}.toml": "0" * 64 for n in range(201)})), "manifest.cards"),
        (whole(cards={"a.toml": "# ä"}), "exactly the files"),
        (whole(cards={"a.toml": "# other", "b.toml": "# b"}), "cards.a.toml: not the text"),
        (whole(cards={"a.toml": 1, "b.toml": "# b"}), "cards.a.toml: a text"),
        (whole(cards={"a.toml": "\ud800", "b.toml": "# b"}), "half a character"),
        (whole(signature="AAAA"), "signature: 64 bytes"),
        (whole(key="not base64!"), "key: 32 bytes"),
        (whole(key=None), "key: 32 bytes"),
    ],
)
def test_what_is_no_bundle_is_refused_with_its_place(content: bytes, said: str) -> None:
    with pytest.raises(BundleError, match=said):
        read_bundle(content)


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner)))
def test_any_value_in_any_place_is_a_bundle_error(value: Any) -> None:
    for key in ("format", "manifest", "key", "signature", "cards"):
        with suppress(BundleError):
            read_bundle(whole(**{key: value}))
            raise AssertionError(key)
