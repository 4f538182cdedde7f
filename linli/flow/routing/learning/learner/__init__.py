"""The learner: plain Python and numpy, no Django. Orders in, suggestions and renames out."""
