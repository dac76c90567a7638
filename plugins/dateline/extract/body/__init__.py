"""Body: what the layout of a story says against the models: boxes in its midst, lists, interviews, its end."""
