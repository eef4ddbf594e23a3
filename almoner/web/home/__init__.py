"""The manager's home: exceptions, figures and charts, each mark down to its rows."""
