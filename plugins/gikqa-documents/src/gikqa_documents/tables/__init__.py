"""From sheets to cells: match printed tables to the rows and columns of a form by labels."""
