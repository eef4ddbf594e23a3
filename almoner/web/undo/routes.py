"""The address of `undo`: the flow of what is taken back asks for the right to it."""

from almoner.web.route import EVERYBODY, Route
from almoner.web.undo import views

ROUTES = (Route("POST", "undo", views.take_back, None, EVERYBODY),)
