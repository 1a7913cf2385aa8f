// The guide that is folded in a form (portal/guide/folded.html) asks for nothing before it is unfolded.
document.addEventListener("htmx:beforeRequest", (event) => {
  const fold = event.target.closest?.("details.guide-fold");
  if (fold && !fold.open) event.preventDefault();
});
