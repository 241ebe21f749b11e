"""The page of `gikqa serve`: a clerk drops a document on it and sees its report."""
