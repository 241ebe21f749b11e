"""What offices send to each other: letters of verification, and documents with comments."""
