"""Rules over the form of a report: labels, headings, periods."""
