"""Django's table of addresses, made from the declared routes, and its pages for what no route answers."""

from collections import defaultdict

from django.urls import path

from almoner.web import assets
from almoner.web.guard import View, by_method, guarded
from almoner.web.order import LISTS, SORT
from almoner.web.routes import ROUTES


def _views() -> dict[str, dict[str, View]]:
    views: dict[str, dict[str, View]] = defaultdict(dict)
    for route in ROUTES:
        assert route.method not in views[route.path], "two routes claim one address"
        views[route.path][route.method] = (
            route.view if route.is_open else guarded(route.view, route.permission)
        )
    return views


urlpatterns = [path(address, by_method(views)) for address, views in _views().items()]
urlpatterns += [path("static/<slug:named>/<path:path>", assets.serve)]
orders = {
    of: [f"?{SORT}={way}{column}" for column in columns for way in ("", "-")] for of, columns in LISTS.items()
}
"""What the address of a list is asked for beside itself: each of its orders."""
handler400 = "almoner.web.errors.bad_request"
handler404 = "almoner.web.errors.not_found"
handler500 = "almoner.web.errors.broken"
