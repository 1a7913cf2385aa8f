// A form that survives a lost connection and a reload: data-draft="KEY" keeps what was typed on this device until the
// server has it. It is sent by fetch: 201 with {address} means saved; anything else leaves page and draft as they are.
// Photos lie beside it in IndexedDB until they are saved; where a browser keeps none, the note asks for them again.
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

async function forget() {
  try {
    localStorage.removeItem(key);
    await inPhotos("readwrite", (photos) => photos.delete(key));
  } catch {}
}

// What deed asks of the photos kept on this device: { at, files: { NAME OF THE FIELD: [File, …] } } by the draft's key.
async function inPhotos(mode, deed) {
  const base = await new Promise((done, fail) => {
    const asked = indexedDB.open("duijie", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("photos");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  try {
    return await new Promise((done, fail) => {
      const work = base.transaction("photos", mode);
      const asked = deed(work.objectStore("photos"));
      work.oncomplete = () => done(asked.result);
      work.onerror = work.onabort = () => fail(work.error);
    });
  } finally {
    base.close();
  }
}

const inputs = () => [...form.querySelectorAll("input[type=file]")];

async function keepPhotos() {
  const files = Object.fromEntries(inputs().map((one) => [one.name, [...one.files]]));
  try {
    await inPhotos("readwrite", (photos) => photos.put({ at: Date.now(), files }, key));
  } catch {} // a private window, or no room: the note asks for them again
}

// Whether the photos of the draft are in the form again. Those of drafts that are over go, whoever wrote them.
async function restorePhotos() {
  try {
    const old = await inPhotos("readonly", (photos) => photos.getAll());
    const keys = await inPhotos("readonly", (photos) => photos.getAllKeys());
    for (const [at, one] of old.entries()) {
      if (Date.now() - one.at >= DAYS * 864e5) await inPhotos("readwrite", (photos) => photos.delete(keys[at]));
    }
    const kept = await inPhotos("readonly", (photos) => photos.get(key));
    if (!kept) return false;
    for (const input of inputs()) {
      const again = new DataTransfer();
      for (const file of kept.files[input.name] ?? []) again.items.add(file);
      if (again.files.length && !input.files.length) input.files = again.files;
    }
    return hasPhotos();
  } catch {
    return false;
  }
}

async function restore({ values, photos }) {
  for (const one of fields()) {
    if (!(one.name in values) && one.type !== "radio") continue;
    if (one.type === "radio" || one.type === "checkbox") one.checked = values[one.name] === one.value;
    else one.value = values[one.name];
  }
  for (const fold of form.querySelectorAll("details")) {
    fold.open ||= [...fold.querySelectorAll("input, textarea")].some((one) => one.value !== one.defaultValue);
  }
  tell("restored");
  if (!(await restorePhotos()) && photos) tell("restored", note.dataset.again);
}

const draft = kept();
if (draft) restore(draft);

form.addEventListener("input", keep);
form.addEventListener("change", keep);
for (const name of ["change", "shrunk"]) {
  form.addEventListener(name, (event) => {
    if (event.target.type === "file") keepPhotos();
  });
}
note.querySelector("[data-discard]").addEventListener("click", async () => {
  await forget();
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
    await forget();
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
  window.htmx?.process(form); // the guide inside
  note.hidden = true;
  form.querySelector(".error-summary")?.focus();
}
