"""How a table names itself and another: a bigint within a practice; migrations write the composite keys."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    Column = models.Field[Any, Any]
else:
    Column = models.Field


def row_id() -> "models.BigIntegerField[int, int]":
    """The id of a row; with `practice_id` it is the database's primary key (Django declares the id alone)."""
    return models.BigIntegerField(primary_key=True)


def practice() -> "models.BigIntegerField[int, int]":
    """The practice that a row belongs to; it leads every key."""
    return models.BigIntegerField()


def to(model: str, *, is_optional: bool = False) -> "models.ForeignKey[Any, Any]":
    """A reference within the practice; the database's composite foreign key is written by the migration."""
    return models.ForeignKey(
        model,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        null=is_optional,
    )


class Numeric(Column):
    """A number without a scale of its own: `72.50` stays `72.50`."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 - Django's signature
        """Return PostgreSQL's type."""
        return "numeric"
