// A suggestion that is taken by one press: a button with data-fill='{"field": "value"}' fills these fields of the form
// with the id record-form. Without this module the suggestion can be read, and is typed.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-fill]");
  const form = document.getElementById("record-form");
  if (!button || !form) return;
  for (const [name, value] of Object.entries(JSON.parse(button.dataset.fill))) {
    const field = form.elements.namedItem(name);
    if (!field || value === "") continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  form.elements.namedItem("department")?.focus();
});
