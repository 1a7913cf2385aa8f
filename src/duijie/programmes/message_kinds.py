"""The messages of programmes: importing the tables declares them."""

from duijie.programmes import service_messages

__all__ = ["service_messages"]
