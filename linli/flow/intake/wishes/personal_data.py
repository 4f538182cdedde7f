from linli.core.personal_data.declaring import nothing_personal

nothing_personal("whether messages are wanted for this matter: yes or no", "wishes.MessageWish")
