"""The independent checker of the tests: pyx12, which reads 837P, 835, 277CA and 999 by its own maps."""

import io
import json
from pathlib import Path
from typing import Any

import pytest


def faults(data: bytes, folder: Path) -> list[str]:
    """Return what pyx12 finds in a file, as text; the test is skipped where it isn't installed."""
    document = pytest.importorskip("pyx12.x12n_document", reason="pyx12 isn't installed")
    params = pytest.importorskip("pyx12.params", reason="pyx12 isn't installed")
    path = folder / "checked.x12"
    path.write_bytes(data)
    told = io.StringIO()
    is_valid = document.x12n_document(params.params(), str(path), None, None, None, told)
    errors = _errors(json.loads(told.getvalue()))
    return errors if errors or is_valid else ["invalid"]


def _errors(node: Any, place: str = "") -> list[str]:
    """Collect every error entry of the report, wherever it stands."""
    if isinstance(node, list):
        return [text for item in node for text in _errors(item, place)]
    if not isinstance(node, dict):
        return []
    here = f"{place}/{node.get('id', node.get('seg_id', ''))}"
    found = []
    for key, value in node.items():
        if "err" in key.lower() and value:
            found.append(f"{here} {key}: {json.dumps(value)[:300]}")
        else:
            found.extend(_errors(value, here))
    return found
