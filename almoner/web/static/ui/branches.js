// Questions that follow from answers: <fieldset data-when="plan=own|spouse;held_for=age"> shows once the form says so. A
// tick with data-answers answers others at once. Without this script every question shows, and the server asks the same.
for (const form of document.querySelectorAll("form[data-branches]")) wire(form);

function wire(form) {
  const said = (text) => text.split(";").map((part) => part.split("="));
  const show = () => {
    for (const part of form.querySelectorAll("[data-when]")) {
      const is = said(part.dataset.when).every(([name, values]) => values.split("|").includes(form.elements[name]?.value));
      part.hidden = !is;
    }
  };
  form.addEventListener("change", (event) => {
    const { answers } = event.target.dataset;
    if (answers && event.target.checked) for (const [name, value] of said(answers)) form.elements[name].value = value;
    const own = form.querySelector("[data-answers]");
    if (own && event.target !== own && said(own.dataset.answers).some(([name, value]) => form.elements[name].value !== value)) {
      own.checked = false;
    }
    show();
  });
  show();
}
