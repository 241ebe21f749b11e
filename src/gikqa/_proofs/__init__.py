"""What the identities of forms say together: exact reasoning about linear statements on cells."""
