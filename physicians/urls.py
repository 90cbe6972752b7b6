"""Addresses of the registry's pages."""

from django.urls import path

from physicians.institutions.pages.institutions import coverage, institution, institutions
from physicians.institutions.pages.steps import (
    end_agreement,
    issue_client,
    register,
    resume_institution,
    revoke_client,
    sign_agreement,
    suspend_institution,
)
from physicians.lists.pages import published_institutions, published_physicians
from physicians.responsible.pages.physicians import physician, physicians
from physicians.responsible.pages.steps import STEPS, nominate, publish

app_name = "physicians"
urlpatterns = [
    path("", institutions, name="institutions"),
    path("register/", register, name="register"),
    path("coverage/", coverage, name="coverage"),
    path("published/", published_institutions, name="published_institutions"),
    path("published/physicians/", published_physicians, name="published_physicians"),
    path("physicians/", physicians, name="physicians"),
    path("physicians/nominate/", nominate, name="nominate"),
    path("physicians/publish/", publish, name="publish"),
    path("physicians/<str:pk>/", physician, name="physician"),
    *STEPS.addresses("physicians/<str:pk>/"),
    path("<str:pk>/", institution, name="institution"),
    path("<str:pk>/agreement/", sign_agreement, name="sign_agreement"),
    path("<str:pk>/agreement/end/", end_agreement, name="end_agreement"),
    path("<str:pk>/suspend/", suspend_institution, name="suspend_institution"),
    path("<str:pk>/resume/", resume_institution, name="resume_institution"),
    path("<str:pk>/clients/", issue_client, name="issue_client"),
    path("<str:pk>/clients/<int:client>/revoke/", revoke_client, name="revoke_client"),
]
