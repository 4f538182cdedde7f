from linli.core.personal_data.declaring import nothing_personal

nothing_personal("the duty list and the rules of routing: registers", "routing.Duty", "routing.Rule")
