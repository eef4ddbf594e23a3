"""What the desk gives a patient before the service: the advance notice, the questions of Medicare, the
good-faith estimate, and the list of what is owed by when.
"""
