"""The bench's corpus in stock Pelican: articles, records as pages, lists by category, tag and author, dates, feeds."""

AUTHOR = SITENAME = "Bench"
SITEURL = "https://example.org"
PATH = "."
ARTICLE_PATHS = ["posts"]
PAGE_PATHS = ["pages"]
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
RELATIVE_URLS = True
ARTICLE_URL = ARTICLE_SAVE_AS = "{date:%Y}/{date:%m}/{date:%d}/{slug}.html"
PAGE_URL = PAGE_SAVE_AS = "records/{slug}.html"
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"
MONTH_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/index.html"
DAY_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/{date:%d}/index.html"
DEFAULT_PAGINATION = 50
PAGINATED_TEMPLATES = {"category": 50, "tag": 50, "author": 50}
DIRECT_TEMPLATES = ["index", "categories", "tags", "authors"]
FEED_ALL_ATOM = "feeds/all.xml"
CATEGORY_FEED_ATOM = "feeds/category/{slug}.xml"
TAG_FEED_ATOM = "feeds/tag/{slug}.xml"
AUTHOR_FEED_ATOM = "feeds/author/{slug}.xml"
AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 30
