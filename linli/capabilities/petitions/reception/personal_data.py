from linli.core.personal_data.declaring import nothing_personal

nothing_personal(
    "what a hall offers and which unit receives where: registers",
    "petitions_reception.Service",
    "petitions_reception.Desk",
)
nothing_personal(
    "numbers and times, never who came; what clerks note for each other is wiped when the visit ends",
    "petitions_reception.Ticket",
    "petitions_reception.Stop",
)
