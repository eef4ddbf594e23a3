"""The rules of the trade as pure functions over plain data: no clock, no database, no third party."""
