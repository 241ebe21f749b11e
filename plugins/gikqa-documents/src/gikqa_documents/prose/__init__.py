"""From paragraphs to the narrative: chapters, title, publisher, year and dates."""
