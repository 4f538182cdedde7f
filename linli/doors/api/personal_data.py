from linli.core.personal_data.declaring import nothing_personal

nothing_personal("programs that may ask, and what", "api.ApiClient")
