from linli.core.personal_data.declaring import nothing_personal

nothing_personal("the ladder of reminders: a register", "escalations.Rung")
