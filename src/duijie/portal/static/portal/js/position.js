// data-position: a button that notes where the device is, once, when it is pressed. There is one only where the person
// has consented. What is noted goes with the form alone: the draft on the device does not keep it.
const box = document.querySelector("[data-position]");
const button = box?.querySelector("button");
const said = box?.querySelector("[role=status]");

if (box && "geolocation" in navigator) {
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        box.querySelector("input").value = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`;
        said.textContent = box.dataset.noted;
      },
      () => {
        said.textContent = box.dataset.refused;
      },
      { maximumAge: 60_000, timeout: 10_000 },
    );
  });
}
