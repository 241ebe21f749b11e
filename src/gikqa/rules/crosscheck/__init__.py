"""Rules that hold the numbers of a narrative against the statutory tables."""
