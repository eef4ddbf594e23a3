"""The screens: a door that translates a request, makes one flow call and renders. It holds no rule and no
query.
"""
