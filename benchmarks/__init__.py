"""Generated exports, rival implementations and the script that measures them."""
