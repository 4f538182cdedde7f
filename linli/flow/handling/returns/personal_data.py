from linli.core.personal_data.declaring import nothing_personal

nothing_personal("between which units a matter went, and when", "returns.Hop")
