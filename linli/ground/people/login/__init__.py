"""How staff get in: name and password, a second factor, sessions that end. Built on allauth."""
