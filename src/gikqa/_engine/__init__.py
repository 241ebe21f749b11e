"""Judge batches of reports: identities on whole columns, rules on the reports that need them."""
