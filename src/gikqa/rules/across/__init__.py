"""Rules that compare reports with each other."""
