from duijie.messaging.models.choice import ChannelChoice
from duijie.messaging.models.delivery import Channel, Delivery, DeliveryState, Digest
from duijie.messaging.models.message import Message
from duijie.messaging.models.one_click import OneClickLink, Purpose
from duijie.messaging.models.wording import Wording

__all__ = [
    "Channel", "ChannelChoice", "Delivery", "DeliveryState", "Digest", "Message", "OneClickLink", "Purpose", "Wording",
]  # fmt: skip
