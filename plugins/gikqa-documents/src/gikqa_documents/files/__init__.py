"""From a file to a sheet: text in reading order, with its tables."""
