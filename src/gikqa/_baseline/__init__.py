"""Rows about old findings: which of them are reported no more, why, by whom, until when."""
