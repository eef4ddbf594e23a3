"""Practice mode: a room of one's own on invented books, shown by a process of its own behind the same
address.
"""
