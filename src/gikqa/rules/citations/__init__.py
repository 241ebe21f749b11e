"""Rules about what a report cites, and about slips of the pen."""
