from django.urls import path

from duijie.portal.records import account, annexes, bulk, clocks, converters, course, parts, rating, steps, views

__all__ = ["converters", "urlpatterns"]

urlpatterns = [
    path("<register:register>/", views.index, name="record_list"),
    path("<register:register>/export/", views.export, name="record_export"),
    path("<register:register>/add/", views.add, name="record_add"),
    path("<register:register>/bulk/", bulk.act, name="record_bulk"),
    path("<register:register>/views/", annexes.keep_view, name="view_save"),
    path("<register:register>/views/<int:pk>/remove/", annexes.remove_view, name="view_remove"),
    path("<register:register>/<int:pk>/", views.detail, name="record_detail"),
    path("<register:register>/<int:pk>/edit/", views.edit, name="record_edit"),
    path("<register:register>/<int:pk>/history/", views.history, name="record_history"),
    path("<register:register>/<int:pk>/archive/", views.archive, name="record_archive"),
    path("<register:register>/<int:pk>/restore/", views.restore, name="record_restore"),
    path("<register:register>/<int:pk>/account/", account.choose, name="person_account"),
    path("<register:register>/<int:pk>/step/<slug:verb>/", steps.take, name="record_step"),
    path("<register:register>/<int:pk>/hand-over/", course.give_to, name="record_hand_over"),
    path("<register:register>/<int:pk>/clocks/", clocks.log, name="record_clocks"),
    path("<register:register>/<int:pk>/supervise/", clocks.supervise, name="record_supervise"),
    path("<register:register>/<int:pk>/supervise/lift/", clocks.lift, name="record_lift"),
    path("<register:register>/<int:pk>/rate/", rating.rate, name="record_rate"),
    path("<register:register>/<int:pk>/parts/<slug:key>/add/", parts.add, name="part_add"),
    path("<register:register>/<int:pk>/parts/<slug:key>/<int:row>/", parts.edit, name="part_edit"),
    path("<register:register>/<int:pk>/parts/<slug:key>/<int:row>/remove/", parts.remove, name="part_remove"),
    path("<register:register>/<int:pk>/comments/", annexes.comment, name="comment_add"),
    path("<register:register>/<int:pk>/comments/<int:row>/remove/", annexes.remove_comment, name="comment_remove"),
    path("<register:register>/<int:pk>/files/", annexes.attach, name="attachment_add"),
    path("<register:register>/<int:pk>/files/<int:row>/", annexes.download, name="attachment"),
    path("<register:register>/<int:pk>/files/<int:row>/remove/", annexes.remove_file, name="attachment_remove"),
]
