// Forms work without this file. It adds: the focus on what is wrong, one submission per click, submission on change,
// files that can be dropped, and a question before leaving a changed form.

document.querySelector(".error-summary")?.focus();

// A second click must not send a form twice. data-many on the form allows it (downloads).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.dataset.many !== undefined) return;
  if (form.dataset.sent !== undefined) return event.preventDefault();
  form.dataset.sent = "";
  changed.delete(form);
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// data-submit-on-change on a select or checkbox sends its form.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});

// data-keep on a form: the browser asks before changes are lost.
const changed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.keep !== undefined) changed.add(form);
});
addEventListener("beforeunload", (event) => {
  if (changed.size) event.preventDefault();
});

// data-only-for="name=value" on an input: it is asked only while that field of its form has that value.
for (const input of document.querySelectorAll("[data-only-for]")) {
  const [name, value] = input.dataset.onlyFor.split("=");
  const other = input.form?.elements[name];
  const group = document.getElementById(`div_${input.id}`) ?? input;
  const follow = () => {
    input.disabled = group.hidden = other.value !== value;
  };
  if (!other) continue;
  other.addEventListener("change", follow);
  addEventListener("pageshow", follow);
  follow();
}

function takeFiles(zone, input) {
  const names = [...input.files].map((file) => file.name).join("、");
  zone.querySelector("[data-drop-name]").textContent = names;
  zone.classList.toggle("is-filled", names !== "");
}

for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  input.addEventListener("change", () => takeFiles(zone, input));
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
