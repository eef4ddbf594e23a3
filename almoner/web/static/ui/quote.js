// Words of the note, chosen by mouse or by keys, become the passage of the forms that ask for one: the words and their place
// in the note, counted as the server counts. In the note an arrow goes a word or a line on, with Shift it takes more.
const note = document.querySelector("[data-quote]");
const told = document.querySelector("[data-quoted]");
const LONGEST = 300;

// The text as it is in the books: what only numbers a mark is none of it.
function before(node, offset) {
  const range = document.createRange();
  range.setStart(note, 0);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  for (const number of part.querySelectorAll("sup")) number.remove();
  return part.textContent;
}

const points = (text) => [...text].length;

function take() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed || !note.contains(chosen.anchorNode) || !note.contains(chosen.focusNode)) return;
  const range = chosen.getRangeAt(0);
  const start = before(range.startContainer, range.startOffset);
  const raw = before(range.endContainer, range.endOffset).slice(start.length);
  const text = raw.trim();
  if (!text) return;
  const from = points(start) + points(raw) - points(raw.trimStart());
  const isLong = points(text) > LONGEST;
  told.textContent = isLong ? `At most ${LONGEST} characters: choose less.` : `Chosen: “${text}”`;
  if (isLong) return;
  hand(text, from);
  const key = document.querySelector("summary[data-own]")?.dataset.key;
  if (key) told.textContent += ` · ${key.toUpperCase()} asks the provider about it, and a code of your own quotes it.`;
}

// Hands the words to the forms that ask for some.
function hand(text, from) {
  for (const form of document.querySelectorAll("form[data-quotes]")) {
    form.elements.passage.value = text.replace(/\s+/g, " ");
    form.elements.start.value = from;
    form.elements.end.value = from + points(text);
  }
  const [asks, own] = [document.querySelector("[data-asks][data-key]"), document.querySelector("summary[data-own]")];
  if (!asks || !own) return;
  // The key that asks what is proposed asks from now on about what was chosen.
  own.dataset.key = asks.dataset.key;
  delete asks.dataset.key;
  own.append(" ", asks.querySelector("kbd") ?? "");
}

function show(box, own = note.getBoundingClientRect()) {
  if (box.bottom > own.bottom) note.scrollTop += box.bottom - own.bottom + 24;
  else if (box.top < own.top) note.scrollTop -= own.top - box.top + 24;
}

// Typed words are looked for: the place was of others.
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-quotes]");
  if (form && event.target.name === "passage") form.elements.start.value = form.elements.end.value = "";
});

const WAYS = { ArrowRight: ["forward", "word"], ArrowLeft: ["backward", "word"], ArrowDown: ["forward", "line"], ArrowUp: ["backward", "line"] };

if (note) {
  note.addEventListener("mouseup", take);
  note.addEventListener("keyup", (event) => event.key in WAYS && take());
  note.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const chosen = getSelection();
    if (!chosen.rangeCount || !note.contains(chosen.anchorNode)) chosen.collapse(note, 0);
    else if (!event.shiftKey && way[0] === "forward") chosen.collapseToEnd();
    else if (!event.shiftKey) chosen.collapseToStart();
    if (event.shiftKey) chosen.modify("extend", ...way);
    else {
      if (way[1] === "line" || way[0] === "backward") chosen.modify("move", ...way);
      chosen.modify("extend", "forward", "word");
    }
    show(chosen.getRangeAt(0).getBoundingClientRect());
  });
  note.addEventListener("click", () => note.focus());
}
