"""phaply (pháp lý): reads Vietnamese administrative plans, draws them as a graph and checks them with evidence."""

__version__ = "0.1.0"
