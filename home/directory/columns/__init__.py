"""What each column of the plan shows, a module each: `context(page, params)` and, for files, `sheet(page, params)`."""

from home.directory.columns import (
    catalogue,
    contacts,
    library,
    lists,
    measures,
    offers,
    places,
    plan,
    systems,
    targets,
    training,
)

COLUMNS = {
    "lists": lists,
    "measures": measures,
    "xinyi": offers,
    "catalogue": catalogue,
    "systems": systems,
    "contacts": contacts,
    "training": training,
    "targets": targets,
    "places": places,
    "plan": plan,
    "library": library,
}
