// Names to choose from while typing: an input with data-suggest and list=ID asks the address of that datalist.
let waiting;

document.addEventListener("input", (event) => {
  const input = event.target;
  if (!input.matches?.("[data-suggest]")) return;
  const list = input.list;
  if (!list?.dataset.address || input.value.trim() === "") return;
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const typed = input.value;
    const answer = await fetch(`${list.dataset.address}?q=${encodeURIComponent(typed)}`, { headers: { accept: "application/json" } });
    if (!answer.ok || input.value !== typed) return;
    const { names } = await answer.json();
    list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
  }, 200);
});
