"""Tables in, checked; selection; figures computed from them."""
