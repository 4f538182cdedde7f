"""The benchmark: `python3 run.py bench`. Each figure stands beside its limit, measured in the same run."""
