"""What is measured, one noun a file. Each takes the report to print to."""
