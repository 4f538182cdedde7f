"""Reading supervisions, listings, marks, what is proposed and what came of it."""
