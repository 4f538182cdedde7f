"""How staff get in here: what a password must be, and allauth by name and password, our forms and refusals, no sign-up and
no mail. Part of the settings."""

SESSION_ENGINE = "linli.ground.people.login.kept"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "linli.ground.people.login.passwords.CommonWithSomethingAround"},
    {"NAME": "linli.ground.people.login.passwords.WordsOfThisPlace"},
]

ACCOUNT_ADAPTER = "linli.ground.people.login.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS, ACCOUNT_SIGNUP_FIELDS = {"username"}, ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD, ACCOUNT_EMAIL_VERIFICATION = None, "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/15m/key",
    "reauthenticate": "5/15m/user",
}
ACCOUNT_FORMS = {
    "login": "linli.ground.people.login.forms.LoginForm",
    "reauthenticate": "linli.ground.people.login.forms.ReauthenticateForm",
    "change_password": "linli.ground.people.login.forms.ChangePasswordForm",
}
MFA_FORMS = {
    "authenticate": "linli.ground.people.login.forms.AuthenticateForm",
    "reauthenticate": "linli.ground.people.login.forms.CodeAgainForm",
    "activate_totp": "linli.ground.people.login.forms.ActivateTOTPForm",
    "add_webauthn": "linli.ground.people.login.forms.AddKeyForm",
    "edit_webauthn": "linli.ground.people.login.forms.RenameKeyForm",
}
MFA_ADAPTER = "linli.ground.people.login.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 0  # a code of an app holds for its thirty seconds
MFA_RECOVERY_CODES_SHOW_ONCE = True
