// The search box of the header: "/" and Ctrl+K lead to it, arrow keys go through the suggestions that htmx brings.

const form = document.querySelector("[data-search]");
if (form) {
  const box = form.querySelector("input");
  const list = form.querySelector("[role=listbox]");
  const options = () => [...list.querySelectorAll("[role=option]")];
  let chosen = -1;

  function show(open) {
    const visible = open && options().length > 0;
    list.hidden = !visible;
    box.setAttribute("aria-expanded", String(visible));
    if (!visible) choose(-1);
  }

  function choose(number) {
    const all = options();
    chosen = all.length && number >= 0 ? number % all.length : -1;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (chosen >= 0) {
      box.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    } else {
      box.removeAttribute("aria-activedescendant");
    }
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const control = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k";
    if (!slash && !control) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  list.addEventListener("htmx:afterSwap", () => {
    choose(-1);
    show(document.activeElement === box);
  });

  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter ends the input of Chinese characters, not the search
    const count = options().length;
    if (event.key === "ArrowDown" && count) {
      event.preventDefault();
      show(true);
      choose(chosen + 1);
    } else if (event.key === "ArrowUp" && count) {
      event.preventDefault();
      choose(chosen > 0 ? chosen - 1 : count - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(options()[chosen].dataset.address);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });

  // Before blur, so that a click on a suggestion arrives.
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    location.assign(option.dataset.address);
  });
  box.addEventListener("blur", () => show(false));
}
