"""Code sets, cards, lexicon and templates, as shipped and as brought. No practice's data."""
