"""Lets the application enqueue and work jobs; the job tables are procrastinate's own and know no practice."""

from django.db import migrations

GRANT = """
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'procrastinate\\_%' LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO almoner_app', name);
  END LOOP;
END $$;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO almoner_app;
"""


class Migration(migrations.Migration):
    """Grants on the tables of the job queue."""

    dependencies = [("store", "0002_guards"), ("procrastinate", "0041_post_retry_failed_job")]
    operations = [migrations.RunSQL(GRANT)]
