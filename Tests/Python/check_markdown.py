"""Parses the Markdown files of a folder with GitHub's parser and fails if evidence became markup."""
import pathlib
import sys
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

EXTENSIONS = ["table", "autolink", "strikethrough", "tagfilter", "tasklist"]
ELEMENTS = {"h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "pre", "code",
            "strong", "em", "a"}
HOSTS = ("https://attack.mitre.org/techniques/", "https://kubernetes.io/", "https://docs.aws.amazon.com/")


class Check(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.problems, self.stack, self.width, self.cells = [], [], 0, 0

    def handle_starttag(self, tag, attributes):
        if tag not in ELEMENTS:
            self.problems.append(f"element {tag} {attributes}")
        for name, value in attributes:
            link = tag == "a" and name == "href" and value.startswith(HOSTS)
            align = tag in ("td", "th") and name == "align" and value in ("right", "left", "center")
            start = tag == "ol" and name == "start"
            code = tag == "code" and name == "class" and value in ("language-sh", "language-yaml", "language-json")
            lang = tag == "pre" and name == "lang" and value in ("sh", "yaml", "json")
            info = tag == "code" and name == "class" and value.removeprefix("language-").isalpha()
            if not (link or align or start or code or lang or info):
                self.problems.append(f"attribute {tag} {name}={value}")
        if tag == "code" and "a" in self.stack:
            self.problems.append("code in a link")
        if tag == "table":
            self.width = 0
        if tag in ("td", "th"):
            self.cells += 1
            if tag == "th":
                self.width += 1
        self.stack.append(tag)

    def handle_endtag(self, tag):
        if tag == "tr":
            if self.cells != self.width:
                self.problems.append(f"row of {self.cells} cells in a table of {self.width}")
            self.cells = 0
        if self.stack and self.stack[-1] == tag:
            self.stack.pop()

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.stack.pop()

    def handle_comment(self, text):
        self.problems.append(f"comment {text!r}")

    def handle_data(self, text):
        if "code" not in self.stack and any(sign in text for sign in ("`", "<script", "javascript:", "|", "@")):
            self.problems.append(f"text outside code: {text!r}")


failed = False
files = sorted(pathlib.Path(sys.argv[1]).glob("*.md"))
for file in files:
    html = cmarkgfm.cmark.markdown_to_html_with_extensions(
        file.read_text(encoding="utf-8"), options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES,
        extensions=EXTENSIONS)
    check = Check()
    check.feed(html)
    check.close()
    for problem in check.problems[:20]:
        print(f"{file.name}: {problem}"[:300].encode("ascii", "backslashreplace").decode())
    failed = failed or bool(check.problems)
print(f"{len(files)} files")
sys.exit(1 if failed or not files else 0)
