"""The smallest changes of cells that would mend a table: every one of them, exactly."""
