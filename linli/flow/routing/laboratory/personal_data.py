from linli.core.personal_data.declaring import nothing_personal

nothing_personal(
    "drafts of rules, and which matters would have gone where: ids and counts",
    "laboratory.Draft",
    "laboratory.DraftRule",
    "laboratory.DraftDuty",
    "laboratory.Replay",
    "laboratory.Moved",
)
