"""Addresses of the supervision pages."""

from django.urls import path

from supervision.alerts.pages import alert_detail, alert_list
from supervision.trail.pages.trail import event_list, job_list

app_name = "supervision"
urlpatterns = [
    path("alerts/", alert_list, name="alerts"),
    path("alerts/<int:pk>/", alert_detail, name="alert"),
    path("events/", event_list, name="events"),
    path("jobs/", job_list, name="jobs"),
]
