"""What the guides about the state of a claim share: the parties and levels of the 276 and the 277, statuses
(STC) and service lines (SVC) of the 277 and the 277CA."""
