"""The figures of the desk: rates, what is late and where, a trend and tables. Every number opens the list it counts."""
