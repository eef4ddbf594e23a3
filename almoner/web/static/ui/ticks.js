// Ticks every box of a list at once, or none where all are ticked.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-ticks]");
  if (!button) return;
  const boxes = [...document.querySelectorAll(`input[type="checkbox"][form="${button.dataset.ticks}"]`)];
  const isWanted = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = isWanted;
});
