from linli.core.personal_data.declaring import nothing_personal

nothing_personal("who looks at a matter now, and filters of staff", "desk.Presence", "desk.SavedFilter")
