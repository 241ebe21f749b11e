"""Whether a mistake in reading a document explains sums that do not add up."""
