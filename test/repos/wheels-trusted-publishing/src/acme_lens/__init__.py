"""Shows what is inside a container image."""
