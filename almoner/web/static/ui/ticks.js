// Ticks every box of a list at once, or none where all are ticked, and says how many are.
function boxes(form) {
  return [...document.querySelectorAll(`input[type="checkbox"][form="${form}"]`)];
}

function tell() {
  const said = document.querySelector("[data-chosen]");
  if (said) said.textContent = `${boxes(said.closest("form").id).filter((box) => box.checked).length} ticked`;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-ticks]");
  if (!button) return;
  const all = boxes(button.dataset.ticks);
  const isWanted = all.some((box) => !box.checked);
  for (const box of all) box.checked = isWanted;
  tell();
});
document.addEventListener("change", tell);
