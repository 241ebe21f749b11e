"""The equations of a form: judged on whole columns, collected over batches, made into findings."""
