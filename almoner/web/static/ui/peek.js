// The side panel of a list: what stands about the row that the keyboard is on. Without scripts the row itself says it.
// What was shown before shows at once; the rows beside the current one are fetched while it is read.

const WAIT_MS = 90;
const KEPT = 24;
const pages = new Map();
let timer = 0;
let wanted = "";

function addressOf(row) {
  return row?.querySelector("[data-peek]")?.dataset.peek ?? "";
}

async function load(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return "";
  const page = await answer.text();
  pages.set(address, page);
  if (pages.size > KEPT) pages.delete(pages.keys().next().value);
  return page;
}

async function fetchBeside(row) {
  for (const other of [row.nextElementSibling, row.previousElementSibling]) {
    const address = addressOf(other);
    if (address && !pages.has(address)) await load(address).catch(() => "");
  }
}

async function show(panel, row) {
  const address = wanted;
  const page = pages.get(address) ?? (await load(address).catch(() => ""));
  if (wanted !== address || !page) return;
  panel.innerHTML = page;
  panel.hidden = false;
  await fetchBeside(row);
}

// A row that is about no claim says in full what it says in short.
function repeat(panel, row) {
  const said = document.createElement("p");
  said.className = "say";
  said.textContent = row.querySelector("td.text")?.textContent ?? "";
  const section = document.createElement("section");
  section.append(said);
  panel.replaceChildren(section);
}

export function peek(row) {
  const panel = document.querySelector("#peek");
  if (!panel || !matchMedia("(width >= 1280px)").matches) return;
  const address = addressOf(row);
  if (address === wanted && address) return;
  wanted = address;
  clearTimeout(timer);
  if (!address) repeat(panel, row);
  else if (pages.has(address)) show(panel, row);
  else timer = setTimeout(() => show(panel, row), WAIT_MS);
}
