from django.urls import path

from duijie.portal.inbox import choices, links, views, wordings

urlpatterns = [
    path("messages/", views.index, name="message_list"),
    path("messages/sent/", views.sent, name="message_sent"),
    path("messages/sent/export/", views.export_sent, name="message_sent_export"),
    path("messages/export/", views.export, name="message_export"),
    path("messages/mark/", views.mark, name="message_mark"),
    path("messages/choices/", choices.choose, name="message_choices"),
    path("messages/texts/", wordings.index, name="message_text_list"),
    path("messages/texts/export/", wordings.export, name="message_text_export"),
    path("messages/texts/<str:key>/<slug:language>/", wordings.edit, name="message_text"),
    path("messages/texts/<str:key>/<slug:language>/back/", wordings.bring_back, name="message_text_back"),
    path("messages/stop/<str:token>/", choices.stop, name="message_stop"),
    path("messages/<int:pk>/", views.detail, name="message_detail"),
    path("messages/<int:pk>/qr.png", views.picture, name="message_picture"),
    path("messages/<int:pk>/receipt/", views.receipt, name="message_receipt"),
    path("m/<slug:code>/", views.open_message, name="message_open"),
    path("r/<str:secret>/", links.use, name="message_one_click"),
]
