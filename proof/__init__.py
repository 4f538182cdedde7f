"""What Linli promises, how each promise is shown, and what was found: `python3 run.py proof`. Not part of the product."""
