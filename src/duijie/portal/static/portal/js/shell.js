// What every page does: short notices, copying, and a visible word when a request of the page itself fails.

const place = document.getElementById("toasts");

function say(text, isError = false) {
  const note = document.createElement("div");
  note.className = isError ? "toast-note is-error" : "toast-note";
  const words = document.createElement("span");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn-close";
  close.setAttribute("aria-label", place.dataset.close);
  close.addEventListener("click", () => note.remove());
  note.append(words, close);
  place.append(note);
  if (!isError) setTimeout(() => note.remove(), 4000); // errors stay until they are closed
}

// Other modules cannot import this one (file names carry a hash); they dispatch duijie:say on document.
document.addEventListener("duijie:say", (event) => say(event.detail.text, event.detail.isError));

document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  const words = place.dataset;
  const number = event.detail.xhr.getResponseHeader("X-Incident");
  const text = status === 403 ? words.refused : status === 404 ? words.missing : words.failed;
  say(number ? `${text} (${number})` : text, true);
});
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => say(place.dataset.lost, true));
}

// The focus stays where somebody is at work. A request of the page itself may disable the button that was pressed, and
// puts new content where it stood: after that nothing would have the focus, and the next Tab would lead far away. It goes
// to the element of the same id, else to the first button of the same row (tr or li with an id), else to what stands
// where the row or the control stood.
const CONTROLS = "a[href], button:not(:disabled), summary, input:not([type=hidden], :disabled), select, textarea";
const ROWS = "tr[id], li[id]";
let worked;

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const focused = document.activeElement;
  const target = detail.target;
  if (!target?.id || !target.contains(focused)) return;
  const row = focused.closest(ROWS);
  worked = {
    target: target.id, id: focused.id, row: target.contains(row) ? row.id : "",
    rowAt: [...target.querySelectorAll(ROWS)].indexOf(row), at: [...target.querySelectorAll(CONTROLS)].indexOf(focused),
  };
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!worked || detail.target?.id !== worked.target) return;
  const { id, row, rowAt, at } = worked;
  const target = document.getElementById(worked.target);
  worked = undefined; // also where the focus was not lost: later it may be taken away on purpose
  const isLost = !document.activeElement || document.activeElement === document.body;
  if (!target || !isLost) return;
  const rows = [...target.querySelectorAll(ROWS)];
  const controls = [...target.querySelectorAll(CONTROLS)];
  const same = id ? document.getElementById(id) : null;
  const next = row ? rows[Math.min(rowAt, rows.length - 1)]?.querySelector(CONTROLS) : controls[Math.min(at, controls.length - 1)];
  const own = row ? document.getElementById(row) : null;
  const found = same || own?.querySelector("button:not(:disabled)") || next;
  if (!found) target.tabIndex = -1;
  (found || target).focus({ preventScroll: !found });
});

// An address with #id of a row of a list that holds a folded part unfolds that and has it in focus. What a page says above is
// out of sight there, and is said as a short notice.
function unfold() {
  const target = document.querySelector(":target");
  const fold = target && target.matches("li") && target.querySelector(":scope > details");
  if (!fold) return;
  fold.open = true;
  for (const message of document.querySelectorAll("#messages > .alert")) {
    say(message.querySelector("span").textContent, message.classList.contains("alert-danger"));
    message.remove();
  }
  target.scrollIntoView(); // after what stood above it is gone
  fold.querySelector("summary").focus({ preventScroll: true });
}
addEventListener("hashchange", unfold);
addEventListener("load", () => setTimeout(unfold)); // after the browser's own way to the place, which takes the focus

// data-copy="text" or data-copy-from="id of an element"
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  const source = button.dataset.copyFrom && document.getElementById(button.dataset.copyFrom);
  const text = source ? source.value || source.textContent : button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text.trim());
    say(place.dataset.copied);
  } catch {
    // Without https a browser gives no clipboard: mark the text, so that Ctrl+C copies it.
    if (source) getSelection().selectAllChildren(source);
  }
});

// data-print on a button prints the page.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) print();
});

// data-unfold-on-paper: on paper everything in it is unfolded, and folded again afterwards.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("[data-unfold-on-paper] details:not([open])")];
  for (const one of folded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of folded) one.open = false;
});
