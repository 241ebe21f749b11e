"""From a sheet to the narrative: headings, chapters, and who reports on which year."""
