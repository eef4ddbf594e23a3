"""Tables of what people write to each other about patients, and of who is told."""

from django.db import models

from almoner.store.models.keys import practice, row_id, to


class Comment(models.Model):
    """Comments on patients, their claims and visits."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    claim = to("store.Claim", is_optional=True)
    visit = to("store.Visit", is_optional=True)
    written_by = models.TextField()
    written_on = models.DateField()
    state = models.TextField()

    class Meta:
        db_table = "comment"


class Notice(models.Model):
    """Who is told of which comment, until they dealt with it."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    comment = to("store.Comment")
    patient = to("store.Patient")
    person = models.TextField()
    told_by = models.TextField()
    told_on = models.DateField()
    state = models.TextField()

    class Meta:
        db_table = "notice"
