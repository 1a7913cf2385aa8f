from django.urls import path

from duijie.portal.embedding import views

urlpatterns = [
    path("", views.index, name="embedding_model_list"),
    path("export/", views.export, name="embedding_model_export"),
    path("choose/", views.choose, name="embedding_model_choose"),
    path("give-up/", views.give_up, name="embedding_model_give_up"),
    path("failures/<uuid:pk>/take-away/", views.take_away, name="embedding_model_take_away"),
    path("add/", views.add, name="embedding_model_add"),
    path("try/<str:name>/", views.attempt, name="embedding_model_try"),
    path("remove/<str:name>/", views.remove, name="embedding_model_remove"),
]
