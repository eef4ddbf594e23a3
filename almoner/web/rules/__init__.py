"""The catalogue of rules: what judges claims, from where, and how far a mend may go by itself."""
