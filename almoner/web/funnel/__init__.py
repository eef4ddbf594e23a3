"""The daily funnel and the missing charges."""
