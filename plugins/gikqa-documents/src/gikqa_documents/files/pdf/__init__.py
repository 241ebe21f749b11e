"""PDF files, opened in a process of their own."""
