"""The demonstration county: fictitious, ours, the same for the same seed."""
