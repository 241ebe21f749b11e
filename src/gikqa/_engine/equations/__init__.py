"""The equations of a form: judged on columns, collected over batches, made into findings."""
