"""Addresses of the supervision pages."""

from django.urls import path

from supervision.alerts.pages import alert_detail, alert_list, urge_alert
from supervision.trail.pages.trail import event_list, job_list, job_runs

app_name = "supervision"
urlpatterns = [
    path("alerts/", alert_list, name="alerts"),
    path("alerts/<int:pk>/", alert_detail, name="alert"),
    path("alerts/<int:pk>/urge/", urge_alert, name="urge_alert"),
    path("events/", event_list, name="events"),
    path("jobs/", job_list, name="jobs"),
    path("jobs/<str:job>/", job_runs, name="job"),
]
