"""A small export to try gikqa on, and the script that makes it."""
