"""What another version of gikqa or of a plugin changes in the findings of an export."""
