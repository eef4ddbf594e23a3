"""Tables of the imported code sets. They belong to the installation, not to a practice: their rows are those
of practice 0, which no practice is.
"""

from django.db import models

from almoner.store.models.keys import practice, row_id


class CodeList(models.Model):
    """What was active, and before it, as the data folder has it; each change a row, the newest counts."""

    practice_id = practice()
    id = row_id()
    sha256 = models.TextField()
    body = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "code_list"


class CodePack(models.Model):
    """A packed release, named by its kind and its content."""

    practice_id = practice()
    id = row_id()
    name = models.TextField()
    sha256 = models.TextField()
    size = models.BigIntegerField()

    class Meta:
        db_table = "code_pack"


class CodePackBytes(models.Model):
    """A packed release in pieces, in their order."""

    practice_id = practice()
    id = row_id()
    name = models.TextField()
    ordinal = models.IntegerField()
    content = models.BinaryField()

    class Meta:
        db_table = "code_pack_bytes"
