#!/bin/sh
# Find a Chromium and a Firefox for the browser tests, or install them where the system's package manager lets us.
# Never fails: the tests of a browser that is not there skip, and say so.
find_one() {
    for name in "$@"; do
        if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
            return 0
        fi
    done
    return 1
}
try() {
    echo "browser tests: no $browser found; installing one with $1 ..."
    shift
    "$@" >/dev/null 2>&1
}
# get BROWSER APT DNF APK PACMAN: install a browser by its package's name in each of these
get() {
    browser=$1
    why="no package manager that this script knows"
    if [ "$(id -u)" != 0 ]; then
        why="only the system's administrator may install packages"
    elif command -v apt-get >/dev/null 2>&1; then
        try apt-get sh -c "apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $2" && return
        why="apt-get could not install it"
    elif command -v dnf >/dev/null 2>&1; then
        try dnf dnf install -y -q "$3" && return
        why="dnf could not install it"
    elif command -v apk >/dev/null 2>&1; then
        try apk apk add --quiet "$4" && return
        why="apk could not install it"
    elif command -v pacman >/dev/null 2>&1; then
        try pacman pacman -S --noconfirm --quiet "$5" && return
        why="pacman could not install it"
    fi
    echo "browser tests: those in $browser will be SKIPPED, since it is not there and $why."
    echo "browser tests: install it, and run make test again."
}
find_one "${DATELINE_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable ||
    get Chromium chromium chromium chromium chromium
find_one firefox-esr firefox || get Firefox firefox-esr firefox firefox firefox
exit 0
