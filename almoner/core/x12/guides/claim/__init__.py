"""What the three claim guides (professional, institutional, dental) share: loops and segments that are
alike, each defined once.
"""
