"""The addresses of `schedule`, each with its permission and the roles that it opens to."""

from almoner.web.route import CARE, P, Route
from almoner.web.schedule import views as schedule

ROUTES = (
    Route("GET", "schedule", schedule.show, P.PATIENT_READ, CARE),
    Route("GET", "schedule/book", schedule.offer, P.SCHEDULE_WRITE, "front_desk manager"),
    Route("POST", "schedule/book", schedule.book, P.SCHEDULE_WRITE, "front_desk manager"),
    Route("GET", "schedule/<int:appointment_id>", schedule.booking, P.SCHEDULE_WRITE, "front_desk manager"),
    Route(
        "POST", "schedule/<int:appointment_id>/move", schedule.move, P.SCHEDULE_WRITE, "front_desk manager"
    ),
    Route(
        "POST",
        "schedule/<int:appointment_id>/cancel",
        schedule.cancel,
        P.SCHEDULE_WRITE,
        "front_desk manager",
    ),
)
