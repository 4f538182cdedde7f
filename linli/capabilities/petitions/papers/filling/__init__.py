"""Fill the documents from the petition and its ledger."""
