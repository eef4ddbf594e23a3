"""How the practice does: indicators, the funnel, scorecards, productivity."""
