"""Pages that belong to nobody in particular: my work, help, the language switch."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/shell/home.html")


@login_required
def show_help(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/shell/help.html")
