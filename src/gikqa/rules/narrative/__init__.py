"""Rules over the numbers of a narrative by themselves: sums, shares, categories."""
