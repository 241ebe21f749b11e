"""Rules that judge one report: which reports they see, what they see, and what they may say."""
