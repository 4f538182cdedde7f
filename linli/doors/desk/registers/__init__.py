"""Administration: the registers of the centre, each listed, edited and with the history of every change."""
