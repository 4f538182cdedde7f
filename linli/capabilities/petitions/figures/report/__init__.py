"""The yearly report with the contents of article 41: its figures, its drafted texts, how it is shown, its paper."""
