"""Names the one Django app that owns the tables."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The store: models and migrations, nothing that runs on import."""

    name = "almoner.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
