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


def said_in(practice_id: int, name: str) -> set[str]:
    """Return what the people of a practice have chosen under a name."""
    sql = """
    SELECT DISTINCT c.said->>%s FROM person_choices c JOIN membership m ON m.user_id = c.user_id
    WHERE m.practice_id = %s AND c.said ? %s
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [name, practice_id, name])
        return {str(row[0]) for row in cursor.fetchall()}
