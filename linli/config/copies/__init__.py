"""A copy of the database that follows it, for what is looked at and not acted on: figures and exports (LINLI_DATABASE_REPLICA).

`pages` lists what reads there, `router` sends its reading there, `following` knows as of when the copy is and whether it is up,
`middleware` brings them together and goes back to the database itself where the copy fails.
"""
