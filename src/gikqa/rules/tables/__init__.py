"""Rules over the figures of the three tables that no identity of a form states."""
