"""Pieces of pages with which staff puts conditions and forms together, without writing JSON and without a script.

A builder is a field of a form. Each of its buttons sends the form with a *deed* – ``up``, ``remove``, ``add`` – and the
page answers with the form as it then is (``is_building``); htmx replaces only the builder. Nothing is kept on the
server until the form is saved.
"""
