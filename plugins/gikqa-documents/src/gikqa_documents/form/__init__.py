"""What the statutory form prints: labels, headings, titles, values."""
