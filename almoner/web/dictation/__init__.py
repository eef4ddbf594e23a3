"""The dictation screen of a visit."""
