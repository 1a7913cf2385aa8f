// A form that survives a lost connection and a reload: data-draft="KEY" keeps what was typed on this device until the
// server has it. It is sent by fetch: 201 with {address} means saved; anything else leaves page and draft as they are.
// The form's own number (the field "submission") is part of the draft, so that sending twice makes one record.
const DAYS = 14;
const form = document.querySelector("form[data-draft]");
const key = `duijie:draft:${form.dataset.draft}`;
const note = document.getElementById("draft-note");
const fields = () => [...form.elements].filter((one) => one.name && one.type !== "file" && !["csrfmiddlewaretoken", "position"].includes(one.name));
let sending = false;

function tell(name, more = "") {
  note.querySelector("span").textContent = note.dataset[name] + more;
  note.hidden = false;
}

function keep() {
  const values = {};
  for (const one of fields()) {
    if (one.type === "radio" || one.type === "checkbox") {
      if (one.checked) values[one.name] = one.value;
    } else values[one.name] = one.value;
  }
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values, photos: hasPhotos() }));
  } catch {} // a private window may keep nothing
}

function hasPhotos() {
  return [...form.querySelectorAll("input[type=file]")].some((one) => one.files.length > 0);
}

function kept() {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < DAYS * 864e5 ? draft : null;
  } catch {
    return null;
  }
}

function forget() {
  try {
    localStorage.removeItem(key);
  } catch {}
}

function restore({ values, photos }) {
  for (const one of fields()) {
    if (!(one.name in values) && one.type !== "radio") continue;
    if (one.type === "radio" || one.type === "checkbox") one.checked = values[one.name] === one.value;
    else one.value = values[one.name];
  }
  for (const fold of form.querySelectorAll("details")) {
    fold.open ||= [...fold.querySelectorAll("input, textarea")].some((one) => one.value !== one.defaultValue);
  }
  tell("restored", photos ? note.dataset.again : "");
}

const draft = kept();
if (draft) restore(draft);

form.addEventListener("input", keep);
form.addEventListener("change", keep);
note.querySelector("[data-discard]").addEventListener("click", () => {
  forget();
  location.reload();
});
addEventListener("online", () => {
  if (!note.hidden) tell("online");
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (sending) return;
  sending = true;
  keep();
  form.setAttribute("aria-busy", "true");
  try {
    await send();
  } catch {
    tell("offline");
    note.scrollIntoView({ block: "nearest" });
  }
  form.removeAttribute("aria-busy");
  delete form.dataset.sent; // forms.js: it may be sent again
  sending = false;
});

async function send() {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { accept: "application/json" } });
  if (answer.status === 201) {
    const { address } = await answer.json();
    forget();
    location.assign(address);
  } else if (answer.status === 200 && !answer.redirected) {
    showAgain(await answer.text());
  } else if (answer.redirected || answer.status === 403) {
    location.reload(); // signed out meanwhile, or the page is of another session: sign in, and the draft is there
  } else tell("failed");
}

// The form as the server gives it back, with what is wrong; chosen files stay.
function showAgain(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("form[data-draft]");
  for (const old of form.querySelectorAll("input[type=file]")) fresh.querySelector(`input[name="${old.name}"]`)?.replaceWith(old);
  form.replaceChildren(...fresh.childNodes);
  note.hidden = true;
  form.querySelector(".error-summary")?.focus();
}
