"""Sealed matters at the desk: for those who hold their keys, and for nobody else."""
