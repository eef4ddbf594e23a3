"""Hands of one kind: those that have no mouse and no single keys, and those that use the keyboard for nothing
but words in fields. A task is told once, in what a page says, and both do it.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.web.hands import Hands, Page, opening

NO_LETTERS = {
    *("Tab", "Shift+Tab", "Enter", "Space", "Escape", "Control+k", "Control+Enter"),
    *("ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"),
}
"""The keys of somebody who switched single letters off."""
IS_FIELD = "document.activeElement.matches('input, select, textarea, [contenteditable]')"
PRESSED, AROUND = ":is(button, summary, a):visible", ":is(.bar, .band, .toast, nav.rail)"
CHOSEN = "#palette [role=option][aria-selected=true]"
NAMED = """one => {
  const own = one.textContent.trim().replace(/\\s+/g, " ")
  return /\\p{L}/u.test(own) ? own : `${one.closest("tr").querySelector("th").textContent.trim()} ${own}`
}"""
"""What a link says; a bare number is called what its row is."""
ROWS_MOST = 25
OPTIONS_MOST = 8
TABS_MOST = 20


@dataclass
class OneKind(Hands):
    """Hands of one kind; what the other kind would do fails the test."""

    kind: str = "keys"
    told: dict[str, int] = field(default_factory=dict)

    @property
    def by_keys(self) -> bool:
        return self.kind == "keys"

    def press(self, *keys: str) -> None:
        """Press keys that do something; there are none for who has a mouse alone."""
        assert self.by_keys, f"{keys} pressed, and there is a mouse alone"
        assert set(keys) <= NO_LETTERS, keys
        super().press(*keys)

    def click(self, what: str) -> None:
        """Click on what can be seen."""
        assert not self.by_keys, f"{what} clicked, and there is no mouse"
        super().click(what)

    def type(self, words: str) -> None:
        """Type words into the field that has the focus."""
        assert self.page.evaluate(IS_FIELD), f"“{words[:3]}” typed where no field is"
        super().type(words)

    def act(self, words: str, *, on: str = "") -> None:
        """Do what a control says: by the palette, or with a click. `on` are words of its row."""
        if self.by_keys:
            self._command(f"{words} {on}".strip())
            self.press("Enter")
        else:
            self._point(words, on)

    def go_to(self, words: str, *, on: str = "") -> None:
        """Do what leads to another page."""
        with opening(self.page):
            self.act(words, on=on)

    def to_row(self, words: str) -> None:
        """Walk the list to a row."""
        current = self.page.locator("[data-row][aria-current]")
        if not current.count():
            self._command("first row")
            self.press("Enter")
        for _ in range(ROWS_MOST):
            current.wait_for()
            if words in current.inner_text():
                return
            self.press("ArrowDown")
        raise AssertionError(f"no row says “{words}”")

    def open_row(self, words: str) -> None:
        """Open a row of the list."""
        with opening(self.page):
            if self.by_keys:
                self.to_row(words)
                self.press("Enter")
            else:
                self.click(f"[data-row]:has-text('{words}') [data-opens]")

    def find(self, name: str) -> None:
        """Open a patient by the name: from the commands, which a mouse opens too."""
        if self.by_keys:
            self.press("Control+k")
        else:
            self.click("#all-commands")
        self.type(name)
        found = self.page.locator("[data-found] [role=option]", has_text=name).first
        found.wait_for()
        with opening(self.page):
            if self.by_keys:
                while found.get_attribute("aria-selected") != "true":
                    self.press("ArrowDown")
                self.press("Enter")
            else:
                self.clicks += 1
                found.click()

    def down(self, selector: str) -> None:
        """Follow the first link of a kind, which is read on the screen."""
        with opening(self.page):
            if self.by_keys:
                self._command(str(self.page.locator(selector).first.evaluate(NAMED)))
                self.press("Enter")
            else:
                self.click(f"{selector} >> visible=true >> nth=0")

    def bring(self, label: str, file: Path) -> None:
        """Choose a file for a field."""
        with self.page.expect_file_chooser() as chosen:
            if self.by_keys:
                self._command(label)
                self.press("Enter")
            else:
                self.clicks += 1
                self.page.get_by_label(label).locator("visible=true").first.click()
        chosen.value.set_files(str(file))

    def into(self, label: str) -> None:
        """Put the cursor into a field, by the name that stands at it."""
        if self.by_keys:
            self._command(label)
            self.press("Enter")
        else:
            self.clicks += 1
            self.page.get_by_label(label).locator("visible=true").first.click()
        assert self.page.evaluate(IS_FIELD), f"no field is called “{label}”"

    def on_to(self, name: str) -> None:
        """Go on to a field that is near."""
        if not self.by_keys:
            return self.click(f"[name='{name}']")
        for _ in range(TABS_MOST):
            self.press("Tab")
            if self.page.evaluate("document.activeElement.name") == name:
                return None
        raise AssertionError(f"{name} is more than {TABS_MOST} fields away")

    def send(self, words: str, key: str = "Control+Enter") -> None:
        """Send the form that is typed into: with a key, or by the button that says so."""
        if self.by_keys:
            self.press(key)
        else:
            self._point(words, "")

    def counted(self, task: str) -> None:
        """Write down what a task took, and begin another."""
        self.told[task] = self.acts
        self.keys = self.clicks = self.letters = 0

    def _command(self, words: str) -> None:
        self.press("Control+k")
        self.type(words)
        for _ in range(OPTIONS_MOST):
            at = self.page.locator(CHOSEN)
            if at.count() and all(one in at.inner_text().lower() for one in words.lower().split()):
                return
            self.press("ArrowDown")
        raise AssertionError(f"the commands of {self.page.url} have no “{words}”")

    def _point(self, words: str, on: str) -> None:
        """Click on what begins with the words: on the page itself before what stands around it."""
        self.clicks += 1
        begins = re.compile(rf"(^|\s){re.escape(words)}", re.IGNORECASE)
        main = self.page.locator("main [data-row]", has_text=on).first if on else self.page.locator("main")
        own = main.locator(PRESSED, has_text=begins).or_(
            main.locator(f':is(button, a)[aria-label^="{words}"]:visible')
        )
        around = self.page.locator(AROUND).locator(PRESSED, has_text=begins)
        own.or_(around).first.wait_for()
        (own if on or own.count() else around).first.click()


def of_kind(page: Page, kind: str) -> OneKind:
    """Hands of one kind at a page; who has no mouse has switched single letters off."""
    if kind == "keys":
        home = page.url
        page.goto("/keys")
        page.check("input[name=keys][value=off]")
        with opening(page):
            page.click("button:text-is('Keep')")
        page.goto(home)
    return OneKind(page, kind=kind)
