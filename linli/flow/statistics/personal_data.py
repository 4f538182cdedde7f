from linli.core.personal_data.declaring import nothing_personal

nothing_personal(
    "counts and codes: what is counted of a matter, without a word of it",
    "statistics.Fact",
    "statistics.Tally",
    "statistics.Turn",
)
