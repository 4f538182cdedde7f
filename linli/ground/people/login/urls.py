"""Everything under /account/."""

from allauth.account import views as allauth_views
from django.urls import include, path

from linli.ground.people.login import views

urlpatterns = [
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/", allauth_views.password_change, name="account_change_password"),
    path("forgotten/", views.forgotten, name="account_reset_password"),
    path("sessions/", views.sessions, name="account_sessions"),
    path("messages/", views.messages_sent, name="people_messages_sent"),
    path("2fa/", include("allauth.mfa.urls")),
    path("signup/", views.nothing_here, name="account_signup"),
    path("email/", views.nothing_here, name="account_email"),
    path("email/sent/", views.nothing_here, name="account_email_verification_sent"),
    path("password/set/", views.nothing_here, name="account_set_password"),
]
