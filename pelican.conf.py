"""The site's settings: Pelican's own in capitals, Dateline's in DATELINE (docs/settings.md lists all)."""

from contextlib import suppress

with suppress(ImportError):  # (where only Pelican finds the plugin, its own words have to do)
    from dateline.site.plainly import speak_plainly

    speak_plainly(__file__)

AUTHOR = "The Dateline sample archive"
SITENAME = "Dateline"
SITESUBTITLE = "A sample archive of conflict news"
SITEURL = ""

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"

PLUGIN_PATHS = ["plugins"]
PLUGINS = ["dateline"]
PELICAN_CLASS = "dateline.Engine"  # builds only what changed; without it, Pelican's own

DATELINE = {
    "language": "en",
}

# Where articles stand, and that links work from a folder (DESIGN: every address is a file).
ARTICLE_PATHS = ["articles"]
ARTICLE_URL = ARTICLE_LANG_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}.html"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = ARTICLE_URL
ARTICLE_TRANSLATION_ID = False  # two articles with one slug on two days are two articles
ARTICLE_ORDER_BY = "date"
RELATIVE_URLS = True
DEFAULT_CATEGORY = "Unsorted"

# Everything that comes from a dump is escaped; the theme marks the one place that is not.
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}

# Dateline makes these pages and feeds itself, and reads content/pages. Another theme has Pelican's own all the same.
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
TAG_SAVE_AS = CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
