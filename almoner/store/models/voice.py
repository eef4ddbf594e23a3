"""Dictation: what was said for a visit's note, and its recordings until they are deleted."""

from django.db import models

from almoner.store.models.keys import practice, row_id, to


class Dictation(models.Model):
    """What was dictated for a visit's note; `body` has the words with their times, and what was confirmed."""

    practice_id = practice()
    id = row_id()
    visit = to("store.Visit")
    made_by = models.TextField()
    made_on = models.DateField()
    body = models.JSONField()

    class Meta:
        db_table = "dictation"


class DictationAudio(models.Model):
    """Pieces of recordings in their order, until the retention card deletes them."""

    practice_id = practice()
    dictation = to("store.Dictation")
    number = models.IntegerField(primary_key=True)
    kind = models.TextField()
    piece = models.BinaryField()

    class Meta:
        db_table = "dictation_audio"
