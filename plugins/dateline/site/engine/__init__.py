"""The incremental build: what changed is rendered beside the site that is there, and then takes its place at once.

``build.py`` is the whole flow on one page. The pages themselves, their templates and what they depend on are those of
``dateline.site``; nothing here knows what a page shows.
"""
