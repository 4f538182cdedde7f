from linli.core.personal_data.declaring import nothing_personal

nothing_personal(
    "which pairs of characters speak for which category, counted over all matters; learned anew from those that are left",
    "suggesting.Lesson",
)
