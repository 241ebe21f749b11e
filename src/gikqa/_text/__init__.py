"""Look for the phrases of all rules in one pass over the text."""
