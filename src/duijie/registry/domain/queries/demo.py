"""Whether this database holds demo data; every page says so in a banner."""

from duijie.registry.models import Area


def has_demo_data() -> bool:
    """True as long as an invented area is in the register."""
    return Area.objects.filter(is_demo=True).exists()
