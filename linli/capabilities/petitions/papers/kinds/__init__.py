"""The kinds of documents on petitions."""
