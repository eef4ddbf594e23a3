"""The addresses of `note`, each with its permission and the roles that it opens to."""

from almoner.web.note import private
from almoner.web.note import views as notes
from almoner.web.route import P, Route

NOTE = "visits/<int:visit_id>/note"
PRIVATE = "visits/<int:visit_id>/private-note"

ROUTES = (
    Route("GET", NOTE, notes.show, P.CHART_READ, "coder provider"),
    Route("POST", f"{NOTE}/save", notes.save, P.VISIT_WRITE, "provider"),
    Route("POST", f"{NOTE}/carry", notes.carry, P.VISIT_WRITE, "provider"),
    Route("POST", f"{NOTE}/sign", notes.sign, P.NOTE_SIGN, "provider"),
    Route("POST", f"{NOTE}/substance-use", notes.keep_apart, P.NOTE_SIGN, "provider"),
    Route("GET", PRIVATE, private.show, P.NOTE_SIGN, "provider"),
    Route("POST", PRIVATE, private.keep, P.NOTE_SIGN, "provider"),
    Route("POST", "notes/<int:note_id>/addendum", notes.add, P.NOTE_SIGN, "provider"),
    Route("POST", "notes/<int:note_id>/correct", notes.correct, P.NOTE_SIGN, "provider"),
    Route("POST", "notes/<int:note_id>/cosign", notes.cosign, P.NOTE_SIGN, "provider"),
    Route("POST", "notes/<int:note_id>/withdraw", notes.withdraw, P.NOTE_SIGN, "provider"),
)
