from linli.capabilities.petitions.bringing.forms.screens import AboutForm, KlassForm, WhatForm, WhoForm

__all__ = ["AboutForm", "KlassForm", "WhatForm", "WhoForm"]
