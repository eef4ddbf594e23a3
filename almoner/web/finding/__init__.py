"""The one search box and the palette behind Ctrl K."""
