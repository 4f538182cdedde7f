"""Reading petitions."""
