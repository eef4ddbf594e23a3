"""The first tables, as Django's own writer made them from the models; generated, and edited no more."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountTotal",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("account", models.TextField(primary_key=True, serialize=False)),
                ("debit_cents", models.BigIntegerField()),
                ("credit_cents", models.BigIntegerField()),
            ],
            options={
                "db_table": "account_total",
            },
        ),
        migrations.CreateModel(
            name="AuditChain",
            fields=[
                ("practice_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("last_id", models.BigIntegerField()),
                ("seal", models.TextField()),
                ("closed_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "audit_chain",
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("flow", models.TextField()),
                ("actor", models.TextField()),
                ("reason", models.TextField()),
                ("effective_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("record_count", models.IntegerField()),
                ("posting_count", models.IntegerField()),
                ("subjects", models.JSONField()),
                ("digest", models.TextField()),
                ("seal", models.TextField()),
            ],
            options={
                "db_table": "audit_entry",
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("rank", models.IntegerField()),
                ("control", models.TextField()),
                ("payer_control", models.TextField()),
                ("total_cents", models.BigIntegerField()),
                ("service_on", models.DateField()),
                ("state", models.TextField()),
                ("since_on", models.DateField()),
                ("wait_until", models.DateField(null=True)),
            ],
            options={
                "db_table": "claim",
            },
        ),
        migrations.CreateModel(
            name="ControlNumber",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("receiver", models.TextField()),
                ("last_given", models.BigIntegerField()),
            ],
            options={
                "db_table": "control_number",
            },
        ),
        migrations.CreateModel(
            name="Coverage",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("rank", models.IntegerField()),
                ("member_id", models.TextField()),
                ("since_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "coverage",
            },
        ),
        migrations.CreateModel(
            name="DayClose",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("closed_on", models.DateField()),
                ("closed_by", models.TextField()),
            ],
            options={
                "db_table": "day_close",
            },
        ),
        migrations.CreateModel(
            name="Deposit",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("deposit_kind", models.TextField()),
                ("trace", models.TextField()),
                ("cents", models.BigIntegerField()),
                ("deposited_on", models.DateField()),
            ],
            options={
                "db_table": "deposit",
            },
        ),
        migrations.CreateModel(
            name="Interchange",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("direction", models.TextField()),
                ("name", models.TextField()),
                ("about", models.TextField()),
                ("sha256", models.TextField()),
                ("control", models.TextField()),
                ("sender", models.TextField()),
                ("receiver", models.TextField()),
                ("exchanged_on", models.DateField()),
            ],
            options={
                "db_table": "interchange",
            },
        ),
        migrations.CreateModel(
            name="Location",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("name", models.TextField()),
                ("pos", models.TextField()),
            ],
            options={
                "db_table": "location",
            },
        ),
        migrations.CreateModel(
            name="Patient",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("number", models.TextField()),
                ("last_name", models.TextField()),
                ("first_name", models.TextField()),
                ("birth_on", models.DateField()),
                ("sex", models.TextField()),
                ("phone", models.TextField()),
            ],
            options={
                "db_table": "patient",
            },
        ),
        migrations.CreateModel(
            name="Payer",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("name", models.TextField()),
                ("payer_kind", models.TextField()),
                ("claim_payer_id", models.TextField()),
                ("eligibility_payer_id", models.TextField()),
                ("remittance_payer_id", models.TextField()),
            ],
            options={
                "db_table": "payer",
            },
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("name", models.TextField()),
                ("npi", models.TextField()),
                ("tax_id", models.TextField()),
                ("submitter_id", models.TextField()),
            ],
            options={
                "db_table": "practice",
            },
        ),
        migrations.CreateModel(
            name="Provider",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("listed", models.TextField()),
                ("npi", models.TextField()),
                ("user_name", models.TextField()),
            ],
            options={
                "db_table": "provider",
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("kind", models.TextField()),
                ("body", models.JSONField()),
                ("audit_id", models.BigIntegerField()),
                ("effective_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "db_table": "record",
            },
        ),
        migrations.CreateModel(
            name="StagedPosting",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("batch", models.BigIntegerField()),
                ("part", models.IntegerField(primary_key=True, serialize=False)),
                ("body", models.JSONField()),
            ],
            options={
                "db_table": "staged_posting",
            },
        ),
        migrations.CreateModel(
            name="StagedRecord",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("batch", models.BigIntegerField()),
                ("part", models.IntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("kind", models.TextField()),
                ("body", models.JSONField()),
            ],
            options={
                "db_table": "staged_record",
            },
        ),
        migrations.CreateModel(
            name="ClaimRevision",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("number", models.IntegerField()),
                ("frequency", models.TextField()),
                ("total_cents", models.BigIntegerField()),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.claim",
                    ),
                ),
            ],
            options={
                "db_table": "claim_revision",
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="coverage",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="store.coverage",
            ),
        ),
        migrations.CreateModel(
            name="InterchangeBytes",
            fields=[
                ("practice_id", models.BigIntegerField()),
                (
                    "interchange",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="store.interchange",
                    ),
                ),
                ("content", models.BinaryField()),
            ],
            options={
                "db_table": "interchange_bytes",
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("form", models.TextField()),
                ("code", models.TextField()),
                ("received_on", models.DateField()),
                (
                    "interchange",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.interchange",
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.interchange",
                    ),
                ),
            ],
            options={
                "db_table": "acknowledgement",
            },
        ),
        migrations.CreateModel(
            name="ChargeLine",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("sequence", models.IntegerField()),
                ("control", models.TextField()),
                ("code", models.TextField()),
                ("units", models.IntegerField()),
                ("charge_cents", models.BigIntegerField()),
                ("service_on", models.DateField()),
                (
                    "location",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.location",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.provider",
                    ),
                ),
            ],
            options={
                "db_table": "charge_line",
            },
        ),
        migrations.AddField(
            model_name="coverage",
            name="patient",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="store.patient",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="patient",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="store.patient",
            ),
        ),
        migrations.CreateModel(
            name="Benefits",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("service_on", models.DateField()),
                ("answered_on", models.DateField()),
                ("state", models.TextField()),
                (
                    "coverage",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.coverage",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
            ],
            options={
                "db_table": "benefits",
            },
        ),
        migrations.CreateModel(
            name="Denial",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("carc", models.TextField()),
                ("cents", models.BigIntegerField()),
                ("owner", models.TextField()),
                ("due_on", models.DateField()),
                ("state", models.TextField()),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.claim",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.chargeline",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.payer",
                    ),
                ),
            ],
            options={
                "db_table": "denial",
            },
        ),
        migrations.AddField(
            model_name="coverage",
            name="payer",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="store.payer",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="payer",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="store.payer",
            ),
        ),
        migrations.CreateModel(
            name="PayerPlan",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("name", models.TextField()),
                (
                    "payer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.payer",
                    ),
                ),
            ],
            options={
                "db_table": "payer_plan",
            },
        ),
        migrations.AddField(
            model_name="coverage",
            name="plan",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="store.payerplan",
            ),
        ),
        migrations.CreateModel(
            name="Enrollment",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("since_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                (
                    "payer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.payer",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.provider",
                    ),
                ),
            ],
            options={
                "db_table": "enrollment",
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("starts_at", models.DateTimeField()),
                ("minutes", models.IntegerField()),
                ("state", models.TextField()),
                (
                    "location",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.location",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.provider",
                    ),
                ),
            ],
            options={
                "db_table": "appointment",
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("method", models.TextField()),
                ("cents", models.BigIntegerField()),
                ("allocated_cents", models.BigIntegerField()),
                ("received_on", models.DateField()),
                (
                    "deposit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.deposit",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
            ],
            options={
                "db_table": "receipt",
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("cents", models.BigIntegerField()),
                (
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.chargeline",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.receipt",
                    ),
                ),
            ],
            options={
                "db_table": "allocation",
            },
        ),
        migrations.CreateModel(
            name="Remittance",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("payer_number", models.TextField()),
                ("trace", models.TextField()),
                ("paid_on", models.DateField()),
                ("received_on", models.DateField()),
                ("amount_cents", models.BigIntegerField()),
                ("state", models.TextField()),
                ("content_sha256", models.TextField()),
                (
                    "interchange",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.interchange",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.payer",
                    ),
                ),
            ],
            options={
                "db_table": "remittance",
            },
        ),
        migrations.AddField(
            model_name="deposit",
            name="remittance",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="store.remittance",
            ),
        ),
        migrations.CreateModel(
            name="Advice",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("ordinal", models.IntegerField()),
                ("control", models.TextField()),
                ("payer_control", models.TextField()),
                ("status", models.TextField()),
                ("paid_cents", models.BigIntegerField(null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.claim",
                    ),
                ),
                (
                    "remittance",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.remittance",
                    ),
                ),
            ],
            options={
                "db_table": "advice",
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("stated_on", models.DateField()),
                ("owed_cents", models.BigIntegerField()),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
            ],
            options={
                "db_table": "statement",
            },
        ),
        migrations.CreateModel(
            name="Superbill",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("decided_by", models.TextField()),
                ("decided_on", models.DateField()),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
            ],
            options={
                "db_table": "superbill",
            },
        ),
        migrations.AddField(
            model_name="chargeline",
            name="superbill",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="store.superbill",
            ),
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("what", models.TextField()),
                ("subject_kind", models.TextField()),
                ("subject_id", models.BigIntegerField()),
                ("owner", models.TextField()),
                ("opened_on", models.DateField()),
                ("due_on", models.DateField()),
                ("cents", models.BigIntegerField()),
                ("state", models.TextField()),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.claim",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
            ],
            options={
                "db_table": "task",
            },
        ),
        migrations.CreateModel(
            name="Transmission",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("sent_on", models.DateField()),
                (
                    "interchange",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.interchange",
                    ),
                ),
            ],
            options={
                "db_table": "transmission",
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("service_on", models.DateField()),
                ("state", models.TextField()),
                (
                    "appointment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.appointment",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.location",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.provider",
                    ),
                ),
            ],
            options={
                "db_table": "visit",
            },
        ),
        migrations.AddField(
            model_name="superbill",
            name="visit",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="store.visit",
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="visit",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="store.visit",
            ),
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("audit_id", models.BigIntegerField()),
                ("key", models.TextField()),
                ("debit", models.TextField()),
                ("credit", models.TextField()),
                ("cents", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("effective_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("group", models.TextField()),
                ("carc", models.TextField()),
                ("element", models.TextField()),
                ("reverses", models.TextField(null=True)),
                ("rank", models.IntegerField()),
                ("service_on", models.DateField(null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.claim",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.chargeline",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.location",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.payer",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.claimrevision",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.provider",
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.receipt",
                    ),
                ),
                (
                    "remittance",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.remittance",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.visit",
                    ),
                ),
            ],
            options={
                "db_table": "posting",
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("signed_on", models.DateField()),
                ("sha256", models.TextField()),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.visit",
                    ),
                ),
            ],
            options={
                "db_table": "note",
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="visit",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="store.visit",
            ),
        ),
        migrations.AddField(
            model_name="chargeline",
            name="visit",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="store.visit",
            ),
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("practice_id", models.BigIntegerField()),
                ("role", models.TextField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "membership",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "practice_id", "role"), name="membership_once")
                ],
            },
        ),
    ]
