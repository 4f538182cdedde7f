from linli.core.personal_data.declaring import nothing_personal

nothing_personal("public addresses of other bodies", "petitions_bringing.Way")
