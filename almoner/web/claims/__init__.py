"""The worklist of claims, and one claim's life."""
