#!/usr/bin/env python3
"""Opens the fixture report in headless Chromium: browser_test.py RENDER_PROGRAM OUT_DIR.

Checks what only a browser can tell (mathematics typeset, no sideways scrolling on a phone, contrast)
and what the final DOM must satisfy (landmarks, links, table headers, nothing fetched). Leaves
screenshots in OUT_DIR. Exit code 77 (skipped) only when there is no Chromium.
"""

import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--enable-logging=stderr", "--virtual-time-budget=60000",
]
DARK = "--blink-settings=preferredColorScheme=0"
# Page and width of each frame; the first two are on the screenshots.
FRAMES = [("report", 1280), ("report", 390), ("report", 320), ("hostile", 390)]
HEIGHT = 10000
# Articles, index rows and papers that each use of the filter leaves.
FILTERS = {"all": [6, 6, 2], "search": [2, 2, 1], "verdicts": [2, 2, 2], "unexpected": [2, 2, 1],
           "none": [0, 0, 0]}


class Page(HTMLParser):
    """All elements as (tag, attributes)."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def having(self, css_class):
        return [e for e in self.elements if css_class in (e[1].get("class") or "").split()]


class Checks:
    def __init__(self):
        self.failed = 0

    def __call__(self, holds, what):
        if not holds:
            self.failed += 1
            print(f"FAILED: {what}")


def browse(chromium, *arguments):
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run([chromium, *FLAGS, f"--user-data-dir={profile}", *arguments],
                              capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, done.stderr


def probe_page(out):
    """A page of frames, since a window cannot be as narrow as a phone."""
    frames = []
    for source, width in FRAMES:
        name = f"{source} {width}"
        text = html.escape((out / f"{source}.html").read_text(), quote=True)
        frames.append(f'<iframe id="{name}" width="{width}" height="{HEIGHT}" srcdoc="{text}">'
                      '</iframe>')
    page = out / "probe.html"
    template = (pathlib.Path(__file__).parent / "probe.html").read_text()
    page.write_text(template.replace("FRAMES", "\n".join(frames)))
    return page.resolve().as_uri()


def check_layout(check, dom, mode):
    found = re.search(r'<pre id="findings">(.*?)</pre>', dom, re.S)
    findings = json.loads(html.unescape(found.group(1)) or "[]")
    check(len(findings) == len(FRAMES), f"{mode}: every frame is measured")
    for f in findings:
        where = f"{f['name']} px, {mode}: "
        check(f["typeset"] == "done", where + "typesetting ends")
        check(f["name"].endswith(f" {f['width']}"), where + "the frame has the width asked for")
        check(f["scrollWidth"] <= f["width"], where + f"no sideways scrolling: {f['scrollWidth']}")
        check(f["sticking"] == [], where + f"nothing sticks out: {f['sticking']}")
        check(f["cut"] == [], where + f"no formula is cut: {f['cut']}")
        check(f["wide"] == [], where + f"no table is wider than a phone: {f['wide']}")
        check(f["squeezed"] == [], where + f"every name has its room: {f['squeezed']}")
        check(f["faint"] == [], where + f"contrast is at least 4.5: {f['faint']}")
        if f["name"].startswith("report"):
            check(f["katex"] > 20, where + "formulas are typeset")
            check(f["errors"] == 0, where + "no formula is wrong")
            check(f["fonts"] > 2, where + "the embedded fonts are used")
            check(f["filters"] == FILTERS, where + f"the filter works: {f['filters']}")


def check_dom(check, dom, log):
    page = Page(dom)
    tags = [tag for tag, _ in page.elements]
    check(page.having("katex"), "KaTeX has run")
    check(not page.having("katex-error"), "every formula is valid")
    for landmark in ("header", "main", "footer", "h1"):
        check(tags.count(landmark) >= 1, f"there is a <{landmark}>")
    check(tags.count("h1") == 1 and tags.count("main") == 1, "one <h1>, one <main>")
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    check(all(b <= a + 1 for a, b in zip(levels, levels[1:])), "no heading level is skipped")
    ids = [a["id"] for _, a in page.elements if "id" in a]
    check(len(ids) == len(set(ids)), "ids are unique")
    check(not any(re.search(r"\s", name) for name in ids), "no id holds white space")
    for tag, attributes in page.elements:
        if tag == "a":
            check(attributes.get("href", "")[1:] in ids, f"link {attributes} has a target")
        if "aria-labelledby" in attributes:
            check(attributes["aria-labelledby"] in ids, f"{attributes} has its label")
        if tag == "th":
            check("scope" in attributes, f"table header {attributes} has a scope")
        if tag == "svg" and attributes.get("role") == "img":
            check(attributes.get("aria-label"), "every plot has a label")
        check("src" not in attributes, f"<{tag}> fetches nothing")
        check(tag != "link", "no linked style")
    check(not re.search(r"CONSOLE.*(Uncaught|Refused|violates)", log), f"a quiet console: {log}")


def check_hostile(check, dom, log):
    page = Page(dom)
    check([tag for tag, _ in page.elements].count("script") == 3, "no script but the page's own")
    check(not any(name.startswith("on") for _, a in page.elements for name in a), "no handlers")
    check(not re.search(r"CONSOLE.*Uncaught", log), f"hostile text breaks no script: {log}")


def main():
    render, out = sys.argv[1], pathlib.Path(sys.argv[2])
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("skipped: chromium is not installed")
        return 77
    subprocess.run([render, str(out)], check=True)
    probe = probe_page(out)
    runs = {
        "light": ["--dump-dom", probe],
        "dark": [DARK, "--dump-dom", probe],
        "report": ["--dump-dom", (out / "report.html").resolve().as_uri()],
        "hostile": ["--dump-dom", (out / "hostile.html").resolve().as_uri()],
    }
    for mode, flags in (("light", []), ("dark", [DARK])):
        runs["picture " + mode] = [*flags, f"--screenshot={out.resolve()}/report_{mode}.png",
                                   f"--window-size={1280 + 390},{HEIGHT}", probe]
    with ThreadPoolExecutor(2) as pool:
        seen = dict(zip(runs, pool.map(lambda run: browse(chromium, *run), runs.values())))
    check = Checks()
    check_layout(check, seen["light"][0], "light")
    check_layout(check, seen["dark"][0], "dark")
    check_dom(check, *seen["report"])
    check_hostile(check, *seen["hostile"])
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
