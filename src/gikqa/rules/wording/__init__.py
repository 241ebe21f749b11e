"""Rules about how a report is written: characters, marks, dates, addresses, passages twice."""
