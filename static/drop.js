// Files may be dropped on the box around a file field; without this script the field is a plain one.
const drops = [...document.querySelectorAll(".drop")];
const carries = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
const MOST = 50 * 1024 * 1024;
const words = document.currentScript.dataset;

drops.forEach((box) => {
  const input = box.querySelector("input[type=file]");
  const note = box.appendChild(Object.assign(document.createElement("p"), { className: "field-error mb-0", hidden: true }));
  note.setAttribute("role", "status");
  ["dragenter", "dragover"].forEach((kind) => box.addEventListener(kind, (event) => {
    if (carries(event)) box.classList.add("over");
  }));
  ["dragleave", "drop"].forEach((kind) => box.addEventListener(kind, () => box.classList.remove("over")));
  box.addEventListener("drop", (event) => {
    if (!carries(event) || event.target === input) return;
    event.preventDefault();
    const held = new DataTransfer();
    const files = [...event.dataTransfer.files];
    (input.multiple ? files : files.slice(0, 1)).forEach((file) => held.items.add(file));
    input.files = held.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  // A file that would be refused is named before it travels.
  input.addEventListener("change", () => {
    const bad = [...input.files].filter((file) => file.size > MOST || !file.size);
    note.textContent = bad.map((file) => (file.size ? words.large : words.empty).replace("NAME", file.name)).join(" ");
    note.hidden = !bad.length;
  });
});

// Files dragged over the page open the folded form; dropped beside the box they do not replace the page.
if (drops.length) {
  addEventListener("dragenter", (event) => {
    if (carries(event)) drops.forEach((box) => { const fold = box.closest("details"); if (fold) fold.open = true; });
  });
  addEventListener("dragover", (event) => { if (carries(event)) event.preventDefault(); });
  addEventListener("drop", (event) => { if (carries(event) && event.target.type !== "file") event.preventDefault(); });
}
