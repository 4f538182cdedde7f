"""The operations, one noun a file. Each reads and acts through the same queries and actions as the pages do."""
