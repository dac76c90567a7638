"""The site's settings: Pelican's own in capitals, Dateline's in DATELINE (docs/settings.md lists all)."""

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

DATELINE = {
    "language": "en",
}
