"""Files about findings that people keep: written anew with their rows, joined, and counted."""
