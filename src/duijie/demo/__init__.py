"""The demo: invented records and what is made of them."""
