#!/usr/bin/env bash
# The browser tests need a Chromium. Use the one that is there, else install Debian's where we may.
set -u
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -n "${LEDSTANG_CHROMIUM:-}" ] && [ -x "${LEDSTANG_CHROMIUM}" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium for the browser tests ..."
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  for name in chromium-headless-shell chromium; do
    apt-get install -y -qq "$name" >/dev/null && exit 0
  done
fi
echo "No Chromium found. Install it (Debian: apt-get install chromium) or set LEDSTANG_CHROMIUM." >&2
exit 1
