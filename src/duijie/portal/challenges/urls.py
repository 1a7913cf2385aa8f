from django.urls import path

from duijie.portal.challenges import bidding, breaches, rules, views

urlpatterns = [
    path("challenges/", views.index, name="challenge_list"),
    path("challenges/export/", views.export, name="challenge_export"),
    path("challenges/rules/", rules.index, name="challenge_rules"),
    path("challenges/breaches/", breaches.index, name="breach_list"),
    path("challenges/breaches/export/", breaches.export, name="breach_export"),
    path("demands/<int:pk>/challenge/", views.detail, name="challenge_detail"),
    path("demands/<int:pk>/challenge/edit/", views.edit, name="challenge_edit"),
    path("demands/<int:pk>/challenge/step/<slug:verb>/", views.step, name="challenge_step"),
    path("demands/<int:pk>/challenge/breach/", breaches.record, name="breach_record"),
    path("demands/<int:pk>/challenge/breaches/<int:row>/undo/", breaches.undo, name="breach_undo"),
    path("demands/<int:pk>/challenge/bid/", bidding.bid, name="challenge_bid"),
    path("demands/<int:pk>/challenge/bids/<int:row>/withdraw/", bidding.withdraw, name="challenge_withdraw"),
    path("demands/<int:pk>/challenge/bids/<int:row>/award/", bidding.award, name="challenge_award"),
]
