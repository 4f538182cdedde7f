"""One file that brings an installation back: the database, the files, what they must digest to, and the keys if asked."""
