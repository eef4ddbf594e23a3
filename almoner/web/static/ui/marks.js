// Underlines in a note's fields the words that prove a code, with the place of the code in the margin. A field can't hold a
// mark: a copy of its words lies beneath it, of which only the marks are seen, and it goes as soon as the words change.

function copyOf(field, proofs) {
  const letters = [...field.value];
  const offset = letters.length - [...field.value.trimStart()].length;
  const copy = document.createElement("div");
  copy.className = "copy";
  copy.setAttribute("aria-hidden", "true");
  let at = 0;
  for (const one of proofs) {
    const from = Number(one.dataset.from) + offset;
    const to = Number(one.dataset.to) + offset;
    if (from < at || letters.slice(from, to).join("") !== one.textContent) continue;
    const mark = document.createElement("mark");
    mark.textContent = one.textContent;
    mark.dataset.no = one.dataset.no;
    copy.append(letters.slice(at, from).join(""), mark);
    at = to;
  }
  copy.append(letters.slice(at).join(""));
  return copy;
}

export function wipe(field) {
  const copy = field.nextElementSibling;
  if (copy?.matches(".copy")) copy.remove();
}

export function paint(form, margin) {
  const byField = new Map();
  for (const one of margin.querySelectorAll("[data-proof]")) {
    byField.set(one.dataset.proof, [...(byField.get(one.dataset.proof) ?? []), one]);
  }
  for (const copy of form.querySelectorAll(".copy")) copy.remove();
  for (const [id, proofs] of byField) {
    const field = document.getElementById(id);
    if (!field?.matches("textarea, input")) continue;
    proofs.sort((one, other) => one.dataset.from - other.dataset.from);
    field.after(copyOf(field, proofs));
  }
}
