from linli.core.personal_data.declaring import nothing_personal

nothing_personal("which organ a petition is about: an organ, no person", "petitions_figures.NamedOrgan")
nothing_personal(
    "what the office proposes to an organ about its work, and the answer", "petitions_figures.Proposal"
)
nothing_personal(
    "a report that everybody may read: sums of which the small ones are hidden", "petitions_figures.Report"
)
