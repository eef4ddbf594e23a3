"""The form of a comment as a page shows it again after a refusal: nothing that was typed is lost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommentForm:
    """What was typed and why it was refused; `comment_id` was to change, 0: a new one was to be."""

    text: str = ""
    visit_id: int = 0
    comment_id: int = 0
    why: str = ""


FRESH = CommentForm()
