"""What is said at the end: rows of findings in their order, and a status for every check."""
