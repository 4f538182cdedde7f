from linli.core.personal_data.declaring import nothing_personal

nothing_personal("who looked whether it was done, and what came of it: codes", "evidence.Verification")
nothing_personal("conditions of closing: registers", "evidence.ClosingCondition", "evidence.VerificationRule")
