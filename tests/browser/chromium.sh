#!/bin/sh
# Find a Chromium for the browser tests, or install one where the system's package manager lets us.
# Never fails: without one the browser tests skip, and say so.
for name in "${DATELINE_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
why="no package manager that this script knows"
try() {
    echo "browser tests: no Chromium found; installing one with $1 ..."
    shift
    "$@" >/dev/null 2>&1
}
if [ "$(id -u)" = 0 ]; then
    if command -v apt-get >/dev/null 2>&1; then
        try apt-get sh -c 'apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium' && exit 0
        why="apt-get could not install it"
    elif command -v dnf >/dev/null 2>&1; then
        try dnf dnf install -y -q chromium && exit 0
        why="dnf could not install it"
    elif command -v apk >/dev/null 2>&1; then
        try apk apk add --quiet chromium && exit 0
        why="apk could not install it"
    elif command -v pacman >/dev/null 2>&1; then
        try pacman pacman -S --noconfirm --quiet chromium && exit 0
        why="pacman could not install it"
    fi
else
    why="only the system's administrator may install packages"
fi
echo "browser tests: they will be SKIPPED, since there is no Chromium and $why."
echo "browser tests: install 'chromium', or set DATELINE_CHROMIUM to its path, and run make test again."
exit 0
