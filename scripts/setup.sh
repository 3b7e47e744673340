#!/usr/bin/env bash
# Installs what is missing and nothing else: system libraries, fonts, the virtual environment.
# usage: scripts/setup.sh [test]   (test: also a browser, PostgreSQL binaries and the test packages)
set -euo pipefail
cd "$(dirname "$0")/.."
extra="${1:-}"
fandol=/usr/local/share/fonts/fandol
PATH="$PATH:/usr/sbin:/sbin"  # ldconfig: Debian leaves these out for who is not root

say() { printf '%s\n' "$*" >&2; }

# --- what is missing ---------------------------------------------------------------------------------------------
have_lib() { [[ $(ldconfig -p 2>/dev/null) == *"$1"* ]] || ls /opt/homebrew/lib/"$1"* /usr/local/lib/"$1"* >/dev/null 2>&1; }
have_font() { command -v fc-list >/dev/null && [ -n "$(fc-list ":family=$1" family 2>/dev/null)" ]; }
find_postgres() { command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
find_browser() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

find_python() {
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then
      command -v "$name"; return
    fi
  done
  return 1
}

python=$(find_python) || { say "Python 3.11 to 3.14 is needed and none was found. Debian/Ubuntu: apt-get install python3"; exit 1; }

missing=()
command -v fc-list >/dev/null || missing+=(fontconfig)
have_font "Noto Serif CJK SC" || missing+=(fonts-noto-cjk)
have_font "DejaVu Serif" || missing+=(fonts-dejavu-core)
have_lib libpango-1.0 || missing+=(libpango-1.0-0)
have_lib libpangoft2-1.0 || missing+=(libpangoft2-1.0-0)
have_lib libharfbuzz-subset || missing+=(libharfbuzz-subset0)
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
if [ "$extra" = test ]; then
  find_browser || missing+=(chromium)
  find_postgres || missing+=(postgresql)
  command -v pdftoppm >/dev/null || missing+=(poppler-utils)
fi
want_fandol=no
for font in FandolFang FandolKai FandolHei FandolSong; do have_font "$font" || want_fandol=yes; done

# --- install by apt where that is possible -----------------------------------------------------------------------
as_root=()
can_apt=no
if command -v apt-get >/dev/null; then
  if [ "$(id -u)" = 0 ]; then can_apt=yes
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then can_apt=yes; as_root=(sudo -n)
  fi
fi

install_fandol() {
  local work; work=$(mktemp -d); chmod 755 "$work"
  (cd "$work" && apt-get download texlive-lang-chinese)
  "${as_root[@]}" install -d -m 755 "$fandol"  # whatever the umask: everybody reads fonts
  # Regular faces only: fontconfig takes Fandol's bold ones for regular.
  dpkg --fsys-tarfile "$work"/texlive-lang-chinese_*.deb | "${as_root[@]}" tar -x -C "$fandol" --strip-components=9 --wildcards \
    '*/fandol/FandolFang-Regular.otf' '*/fandol/FandolKai-Regular.otf' '*/fandol/FandolHei-Regular.otf' '*/fandol/FandolSong-Regular.otf'
  rm -r "$work"
  "${as_root[@]}" sh -c 'umask 022; fc-cache -f'
}

if [ ${#missing[@]} -gt 0 ] || [ "$want_fandol" = yes ]; then
  if [ "$can_apt" = yes ]; then
    say "Installing: ${missing[*]:-} $([ "$want_fandol" = yes ] && echo 'Fandol fonts')"
    "${as_root[@]}" apt-get update -qq
    [ ${#missing[@]} -eq 0 ] || "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    if [ "$want_fandol" = yes ]; then install_fandol || say "The Fandol fonts could not be installed: the report will be set in Noto Serif CJK."; fi
  else
    say "Missing: ${missing[*]:-nothing but the Fandol fonts (the report is set in a substitute without them)}"
    say "  Debian/Ubuntu, as root: apt-get install --no-install-recommends ${missing[*]:-fonts-noto-cjk}   (then run make setup as root once for the Fandol fonts)"
    say "  Fedora: dnf install fontconfig pango harfbuzz google-noto-serif-cjk-fonts google-noto-sans-cjk-fonts dejavu-serif-fonts texlive-fandol$([ "$extra" = test ] && echo ' chromium postgresql-server poppler-utils')"
    say "  macOS: brew install pango harfbuzz fontconfig poppler && brew install --cask font-noto-serif-cjk font-noto-sans-cjk font-dejavu$([ "$extra" = test ] && echo ' chromium && brew install postgresql')"
    [ ${#missing[@]} -eq 0 ] || exit 1
  fi
fi

# --- the virtual environment, from a lock with hashes ------------------------------------------------------------
venv() {  # lock file -> installed once, again when the lock changes
  local lock="$1" stamp=".venv/.installed-$1"
  if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then rm -rf .venv; "$python" -m venv .venv; fi
  if ! cmp -s "$lock" "$stamp"; then
    say "Installing Python packages ($lock)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    cp "$lock" "$stamp"
  fi
}
venv requirements.lock
if [ "$extra" = test ]; then venv requirements-test.lock; fi
