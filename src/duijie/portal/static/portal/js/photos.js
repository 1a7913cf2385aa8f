// data-shrink on a file input: photos are made smaller before they are sent, upright and without what a camera writes
// into them. Where a browser cannot, they are sent as they are, and the server takes place and device out.
const SIDE = 1600;

async function shrunk(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const ratio = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * ratio);
  canvas.height = Math.round(picture.height * ratio);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

document.addEventListener("change", async (event) => {
  const input = event.target;
  if (!input.matches?.("input[type=file][data-shrink]")) return;
  const smaller = new DataTransfer();
  for (const file of input.files) {
    smaller.items.add(await shrunk(file).catch(() => file));
  }
  input.files = smaller.files;
  input.dispatchEvent(new Event("shrunk", { bubbles: true })); // drafts.js keeps what is sent
});
