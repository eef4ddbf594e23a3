// What was typed, found in a name.

// Where a word of a name begins with what was typed: whoever types "re" means Refunds, not what has it somewhere inside.
export function place(name, typed) {
  const [named, asked] = [name.toLowerCase(), typed].map((said) => said.replace(/[^\p{L}\p{N}]/gu, " "));
  return ` ${named}`.indexOf(` ${asked}`);
}

// The part of a name that was typed is bold.
export function mark(shown, typed) {
  const word = typed.toLowerCase().split(" ")[0];
  const at = word ? place(shown.textContent, word) : -1;
  if (at < 0) return;
  const [before, met] = [shown.textContent.slice(0, at), shown.textContent.slice(at, at + word.length)];
  const bold = Object.assign(document.createElement("b"), { textContent: met });
  shown.replaceChildren(before, bold, shown.textContent.slice(at + word.length));
}
