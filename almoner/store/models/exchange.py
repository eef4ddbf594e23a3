"""Tables of exchanged files, their exact bytes, their acknowledgements and the control numbers given."""

from django.db import models

from almoner.store.models.keys import practice, row_id, to


class Interchange(models.Model):
    """Files in and out."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    direction = models.TextField()
    name = models.TextField()
    about = models.TextField()
    sha256 = models.TextField()
    control = models.TextField()
    sender = models.TextField()
    receiver = models.TextField()
    exchanged_on = models.DateField()

    class Meta:
        db_table = "interchange"


class InterchangeBytes(models.Model):
    """The exact bytes of a file; they prove what was said."""

    practice_id = practice()
    interchange = models.OneToOneField(
        "store.Interchange",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="+",
    )
    content = models.BinaryField()

    class Meta:
        db_table = "interchange_bytes"


class Transmission(models.Model):
    """Out-going files that reached the other side."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    interchange = to("store.Interchange")
    sent_on = models.DateField()

    class Meta:
        db_table = "transmission"


class Release(models.Model):
    """Claims that were let go together, until they leave or are called back."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    state = models.TextField()
    released_by = models.TextField()
    released_on = models.DateField()
    leaves_at = models.DateTimeField()
    cents = models.BigIntegerField()

    class Meta:
        db_table = "release"


class Acknowledgement(models.Model):
    """TA1, 999 and 277CA answers to what we sent."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    interchange = to("store.Interchange")
    original = to("store.Interchange", is_optional=True)
    form = models.TextField()
    code = models.TextField()
    received_on = models.DateField()

    class Meta:
        db_table = "acknowledgement"


class RouteTest(models.Model):
    """Tests of the routes to payers, with the files of question and answer."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    payer = to("store.Payer")
    interchange = to("store.Interchange")
    answer = to("store.Interchange", is_optional=True)
    asked_on = models.DateField()
    state = models.TextField()

    class Meta:
        db_table = "route_test"


class ControlNumber(models.Model):
    """The last interchange control number given to a pair of sender and receiver; it only rises."""

    practice_id = practice()
    id = row_id()
    receiver = models.TextField()
    last_given = models.BigIntegerField()

    class Meta:
        db_table = "control_number"
