"""How comments and the notices that they make show in their tables."""

from almoner.core.party.comment import Comment, Notice
from almoner.store.tables.projection import Projection, day, number, optional, text

COMMENTS: tuple[Projection, ...] = (
    Projection(
        Comment,
        number("patient_id")
        | optional("claim_id", "visit_id")
        | text("written_by", "state")
        | day("written_on"),
        is_superseded=True,
    ),
    Projection(
        Notice,
        number("comment_id", "patient_id") | text("person", "told_by", "state") | day("told_on"),
        is_superseded=True,
    ),
)
