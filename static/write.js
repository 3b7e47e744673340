// Helps while a text of the report is written; the page works without them: 存草稿 shows the same.
(() => {
  const place = document.querySelector("[data-printed]");
  if (!place) return;
  const field = document.getElementById(place.dataset.for);
  const token = document.querySelector('#words input[name="csrf_token"]');

  // As it will print, shortly after the last key.
  let timer, asked = 0;
  async function show() {
    const mine = ++asked;
    const body = new FormData();
    body.set("csrf_token", token.value);
    body.set("text", field.value);
    try {
      const answer = await fetch(place.dataset.printed, { method: "POST", body, redirect: "error" });
      if (answer.ok && mine === asked) place.innerHTML = await answer.text();
    } catch { /* no network: what was shown last stays */ }
  }
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 500);
  });

  // Puts words where the browser can take them back with Ctrl+Z.
  function put(words, start, end) {
    field.focus();
    field.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, words)) {
      field.setRangeText(words, start, end, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // 合成一段 happens in the field.
  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-joined]");
    if (!button) return;
    event.preventDefault();
    put(button.dataset.joined, 0, field.value.length);
  });

  const clean = (cell) => cell.replace(/\|/g, "｜").replace(/\s+/g, " ").trim();
  const typed = (rows) => rows.map((row) => `| ${row.map(clean).join(" | ")} |`).join("\n");
  const isRow = (line) => /^\s*\|.*\|\s*$/.test(line) || (line.trim().includes("\t"));
  const cells = (line) => (line.includes("|") ? line.trim().slice(1, -1).split("|") : line.split("\t")).map((one) => one.trim());

  // A table of a Word or web page, and rows of a spreadsheet, come in as rows.
  field.addEventListener("paste", (event) => {
    const page = event.clipboardData.getData("text/html");
    const plain = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
    let words = null;
    if (/<table/i.test(page)) words = ofPage(new DOMParser().parseFromString(page, "text/html").body);
    else if (plain.trim().split("\n").length > 1 && plain.trim().split("\n").every(isRow)) words = typed(plain.trim().split("\n").map(cells));
    if (words === null) return;
    event.preventDefault();
    const before = field.value.slice(0, field.selectionStart), after = field.value.slice(field.selectionEnd);
    put((before && !before.endsWith("\n") ? "\n" : "") + words + (after.startsWith("\n") ? "" : "\n"), field.selectionStart, field.selectionEnd);
  });

  // The text of a pasted page, its tables as rows, a cell that goes over several once.
  function ofPage(body) {
    body.querySelectorAll("style, script").forEach((one) => one.remove());
    body.querySelectorAll("table").forEach((table) => {
      const rows = [...table.rows].map((row) => [...row.cells].flatMap((cell) => [cell.textContent, ...Array(cell.colSpan - 1).fill("")]));
      const wide = Math.max(...rows.map((row) => row.length));
      table.replaceWith(`\n${typed(rows.map((row) => [...row, ...Array(wide - row.length).fill("")]))}\n`);
    });
    body.querySelectorAll("p, div, li, h1, h2, h3, h4, br").forEach((one) => one.after("\n"));
    return body.textContent.replace(/[ \t]*\n[ \t]*/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
  }

  // The grid: the table at the cursor, or a new one.
  const button = document.getElementById("grid-button").content.firstElementChild.cloneNode(true);
  field.after(button);
  button.querySelector("button").addEventListener("click", () => {
    const lines = field.value.split("\n");
    let at = field.value.slice(0, field.selectionStart).split("\n").length - 1;
    let first = at, last = at;
    if (isRow(lines[at])) {
      while (first > 0 && isRow(lines[first - 1])) first -= 1;
      while (last < lines.length - 1 && isRow(lines[last + 1])) last += 1;
    } else first = last = -1;
    const start = first < 0 ? field.selectionStart : lines.slice(0, first).join("\n").length + (first ? 1 : 0);
    const end = first < 0 ? start : start + lines.slice(first, last + 1).join("\n").length;
    const rows = first < 0 ? [["", ""], ["", ""]] : lines.slice(first, last + 1).filter((line) => !/^[\s|:-]+$/.test(line)).map(cells);
    edit(rows, (words) => put(first < 0 && start && field.value[start - 1] !== "\n" ? `\n${words}\n` : words, start, end));
  });

  function edit(rows, done) {
    document.querySelector(".grid")?.remove();
    const box = document.getElementById("grid").content.firstElementChild.cloneNode(true);
    const table = box.querySelector("table");
    const wide = () => Math.max(...rows.map((row) => row.length));
    function draw() {
      const width = wide();
      table.replaceChildren(...rows.map((row, y) => {
        const line = document.createElement("tr");
        for (let x = 0; x < width; x += 1) {
          const input = document.createElement("input");
          input.className = "form-control";
          input.value = row[x] || "";
          input.ariaLabel = table.dataset.label.replace("ROW", y + 1).replace("COLUMN", x + 1);
          input.addEventListener("input", () => { row[x] = input.value; });
          line.insertCell().append(input);
        }
        return line;
      }));
    }
    // A row may be shorter than the widest: what is not there is empty.
    function column(step) {
      const width = wide() + step;
      if (width < 1) return;
      rows.forEach((row) => {
        while (row.length < width) row.push("");
        row.length = width;
      });
    }
    const acts = {
      row: () => rows.push(Array(wide()).fill("")),
      column: () => column(1),
      "less-row": () => { if (rows.length > 1) rows.pop(); },
      "less-column": () => column(-1),
    };
    box.addEventListener("click", (event) => {
      const what = event.target.dataset.do;
      if (!what) return;
      if (what === "put" || what === "leave") {
        box.remove();
        if (what === "put") done(typed(rows.map((row) => [...row, ...Array(wide() - row.length).fill("")])));
        field.focus();
        return;
      }
      acts[what]();
      draw();
    });
    box.addEventListener("keydown", (event) => { // Enter in a cell must not send the form
      if (event.key === "Enter" && event.target.tagName === "INPUT") { event.preventDefault(); box.querySelector('[data-do="put"]').click(); }
      if (event.key === "Escape") box.querySelector('[data-do="leave"]').click();
    });
    draw();
    button.after(box);
    table.querySelector("input").focus();
  }
})();
