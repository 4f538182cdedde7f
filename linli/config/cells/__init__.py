"""Many centres on one PostgreSQL: each is a cell, a schema with two roles, a data folder, keys and processes of its own.

`making` prints the SQL that makes one, `standing` looks whether a process stands in the right one with the rights it needs,
`ledger` takes from the running role the right to change the ledger.
"""
