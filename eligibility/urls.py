"""Addresses of the eligibility pages. No number of a person ever stands in one."""

from django.urls import path

from eligibility.applications.pages import case, consulting, continuing, filing, lists, many, papers
from eligibility.entitlements.pages import entitlements, findings
from eligibility.people.pages import persons
from eligibility.prescriptions import pages as prescriptions

app_name = "eligibility"
urlpatterns = [
    path("applications/", lists.application_list, name="applications"),
    path("applications/assign/", many.assign_many, name="assign_many"),
    path("applications/new/", filing.begin, name="begin"),
    path("applications/<int:pk>/", case.case, name="case"),
    path("applications/<int:pk>/edit/", filing.edit, name="edit"),
    path("applications/<int:pk>/keep/", filing.keep, name="keep"),
    path("applications/<int:pk>/papers/", papers.add, name="add_paper"),
    path("applications/<int:pk>/papers/<int:material>/remove/", papers.remove, name="remove_paper"),
    path("applications/<int:pk>/claim/", case.claim, name="claim"),
    path("applications/<int:pk>/release/", case.release, name="release"),
    path("applications/<int:pk>/urge/", consulting.urge, name="urge"),
    path("applications/<int:pk>/experts/", consulting.ask_expert, name="ask_expert"),
    *case.STEPS.addresses("applications/<int:pk>/"),
    path("wording/", filing.wording, name="wording"),
    path("papers/<int:pk>/", papers.show, name="paper"),
    path("papers/<int:pk>/small/", papers.show_small, name="small_paper"),
    path("intake/", lists.intake, name="intake"),
    path("intake/accept/", many.accept_many, name="accept_many"),
    path("review/", lists.review, name="review"),
    path("opinions/", lists.opinions, name="opinions"),
    path("endorsements/", lists.endorsements, name="endorsements"),
    path("entitlements/", entitlements.entitlement_list, name="entitlements"),
    path("entitlements/<int:pk>/", entitlements.entitlement, name="entitlement"),
    *entitlements.STEPS.addresses("entitlements/<int:pk>/"),
    path("entitlements/<int:pk>/prescribe/", prescriptions.prescribe, name="prescribe"),
    path("entitlements/<int:pk>/reapply/", continuing.reapply, name="reapply"),
    path("entitlements/<int:pk>/earlier/", prescriptions.record_earlier, name="record_earlier"),
    path("findings/", findings.finding_list, name="findings"),
    path("prescriptions/", prescriptions.prescription_list, name="prescriptions"),
    path("prescriptions/<str:rxno>/", prescriptions.prescription, name="prescription"),
    path("prescriptions/<str:rxno>/paper/", prescriptions.paper, name="prescription_paper"),
    path("prescriptions/<str:rxno>/withdraw/", prescriptions.withdraw, name="withdraw_prescription"),
    path("persons/", persons.find, name="find_person"),
    path("persons/<str:key>/", persons.person, name="person"),
    path("persons/<str:key>/reveal/", persons.reveal, name="reveal"),
]
