"""The table of work that goes on after its page is left."""

from django.db import models

from almoner.store.models.keys import practice, row_id


class LongRun(models.Model):
    """Runs over many records: how far each is, and what wants a person. Ids and our own sentences alone."""

    practice_id = practice()
    id = row_id()
    sort = models.TextField()
    begun_by = models.TextField()
    begun_on = models.DateField()
    state = models.TextField()
    subjects = models.JSONField()
    done = models.IntegerField()
    problems = models.JSONField()
    is_put_away = models.BooleanField()
    about_id = models.BigIntegerField(default=0)
    result = models.JSONField(default=list)
    asks = models.JSONField(default=dict)

    class Meta:
        db_table = "long_run"


class BroughtFile(models.Model):
    """Files that a person brought, until the run that takes them in has looked at them."""

    practice_id = practice()
    id = row_id()
    name = models.TextField()
    content = models.BinaryField()

    class Meta:
        db_table = "brought_file"
