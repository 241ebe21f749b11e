"""From a sheet to cells: tables matched to the rows and columns of a form, by their labels."""
