#!/bin/sh
# Takes the vendored browser files anew from their npm packages and writes VENDORED.md beside them.
# Needs npm and python3; run it by hand when a version below changes, read the diff, commit the result.
set -eu

BOOTSTRAP=5.3.9
ICONS=1.13.2
ECHARTS=6.1.0
AXE=4.14.1

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
STATIC=$ROOT/src/duijie/portal/static
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT INT TERM
cd "$WORK"

take() { # NAME VERSION: unpacks the package into ./NAME
  npm pack "$1@$2" --silent >/dev/null
  mkdir "$1"
  tar xzf "$1-$2.tgz" -C "$1" --strip-components=1
}

without_map() { # FROM TO: copies, less the last line that points to a source map we do not ship
  sed -e '/^\/[/*]# sourceMappingURL=/d' "$1" >"$2"
}

take bootstrap "$BOOTSTRAP"
take bootstrap-icons "$ICONS"
take echarts "$ECHARTS"
take axe-core "$AXE"

mkdir -p "$STATIC/vendor/bootstrap" "$STATIC/vendor/echarts" "$ROOT/tests/functional/vendor"
without_map bootstrap/dist/css/bootstrap.min.css "$STATIC/vendor/bootstrap/bootstrap.min.css"
without_map bootstrap/dist/js/bootstrap.bundle.min.js "$STATIC/vendor/bootstrap/bootstrap.bundle.min.js"
cp bootstrap/LICENSE "$STATIC/vendor/bootstrap/LICENSE"
cp echarts/dist/echarts.min.js "$STATIC/vendor/echarts/echarts.min.js"
cp echarts/LICENSE "$STATIC/vendor/echarts/LICENSE"
cp axe-core/axe.min.js axe-core/LICENSE "$ROOT/tests/functional/vendor/"

python3 "$ROOT/tools/vendor_files.py" \
  --icons bootstrap-icons/icons --sprite "$STATIC/portal/icons.svg" \
  --version "bootstrap $BOOTSTRAP" --version "bootstrap-icons $ICONS" --version "echarts $ECHARTS" --version "axe-core $AXE"
