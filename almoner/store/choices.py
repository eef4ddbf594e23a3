"""What people like of the screens, as it is kept by user. It names no patient and belongs to no practice."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection

LONGEST = 8000
"""Characters that one change may say."""


def keep(user_id: int, changes: Mapping[str, Any]) -> None:
    """Keep what changed beside what was kept before, in one statement, so that two windows lose nothing."""
    said = json.dumps(dict(changes))
    assert len(said) <= LONGEST, "the screens bound what they ask"
    sql = """
    INSERT INTO person_choices (user_id, said) VALUES (%s, %s::jsonb)
    ON CONFLICT (user_id) DO UPDATE SET said = person_choices.said || EXCLUDED.said
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [user_id, said])
