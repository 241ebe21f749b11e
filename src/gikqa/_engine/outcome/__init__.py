"""The outcome of a batch and of a run: rows of findings, their order, statuses of rules."""
