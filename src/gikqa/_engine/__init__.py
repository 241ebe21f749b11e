"""Judge reports, batch by batch: equations on columns, other rules report by report."""
