"""The house as it is, with everything that follows an entry, and what sends messages, crashing three times in ten.

Its settings are given to the programs of an installation (`DJANGO_SETTINGS_MODULE`). Pauses are short, and it is never night.
`LINLI_SETTINGS`' folder has the file `poison` while one entry cannot be followed by anybody, and gets the file `sent`: a line for
each message that left the house.
"""
