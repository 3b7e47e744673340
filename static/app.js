// Small helps; every page works without them.

// A second click does not send a second time; the button says what is going on.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.defaultPrevented) return;
  setTimeout(() => {
    button.disabled = true;
    if (button.dataset.busy) {
      button.dataset.label = button.textContent;
      button.textContent = button.dataset.busy;
    }
  });
  if ("file" in button.dataset) waitForFile(button);
});

// A button that brings a file wakes when the file is here: the answer carries a cookie named by the form's token.
function waitForFile(button) {
  const token = Math.random().toString(36).slice(2, 12);
  button.form.elements.token.value = token;
  const label = button.textContent;
  const ends = Date.now() + 70000;
  const look = setInterval(() => {
    const here = document.cookie.includes(`made-${token}=`);
    if (!here && Date.now() < ends) return;
    clearInterval(look);
    if (here) document.cookie = `made-${token}=; Max-Age=0; Path=/`;
    wake(button, label);
  }, 250);
}
function wake(button, label) {
  button.disabled = false;
  if (label) button.textContent = label;
}
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("button:disabled").forEach((button) => wake(button, button.dataset.label));
});

// No page is kept, so Back to the answer of a form would fail: it opens the form's own page anew instead.
if (document.body.dataset.posted) history.replaceState(null, "", document.body.dataset.posted);

// What would push the page's main thing out of a small window is folded there.
if (matchMedia("(max-width: 900px)").matches) document.querySelectorAll("details.folds").forEach((one) => { one.open = Boolean(one.querySelector(":target, .bad")); });

// Keys: Esc closes menus, / searches, Ctrl+Enter sends with the button that follows the field.
function closeMenus(except) {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (menu.contains(except)) return;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  });
}
function sender(field) {
  const buttons = [...field.form.elements].filter((one) => one.type === "submit");
  return buttons.find((one) => field.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) || buttons[0];
}
document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape") closeMenus(null);
  if (event.key === "/" && !event.target.closest("input, textarea, select")) {
    const search = document.querySelector("input[type=search]");
    if (search) { event.preventDefault(); search.focus(); }
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    const button = sender(event.target);
    if (button && !button.disabled) event.target.form.requestSubmit(button);
  }
});
document.addEventListener("click", (event) => closeMenus(event.target));

// Tables with boxes to tick: all of them at once, and how many at the foot.
const all = document.querySelector("[data-all]");
const picks = [...document.querySelectorAll("input[name=items][type=checkbox]")];
function tell() {
  const label = document.querySelector("[data-picked]");
  if (!label) return;
  const count = picks.filter((pick) => pick.checked).length;
  label.textContent = count;
  label.closest(".bulk").hidden = !count;
  if (all) {
    all.checked = count > 0 && count === picks.length;
    all.indeterminate = count > 0 && count < picks.length;
  }
}
if (all) all.addEventListener("change", () => { picks.forEach((pick) => { pick.checked = all.checked; }); tell(); });
picks.forEach((pick) => pick.addEventListener("change", tell));
addEventListener("pageshow", tell);
document.addEventListener("reset", () => setTimeout(tell));

// Files: their names, since the browser only counts them.
document.querySelectorAll(".drop input[type=file]").forEach((input) => {
  const list = input.parentElement.appendChild(document.createElement("ul"));
  list.hidden = true;
  input.addEventListener("change", () => {
    list.replaceChildren(...[...input.files].map((file) => Object.assign(document.createElement("li"), { textContent: file.name })));
    list.hidden = input.files.length < 2;
  });
});

// Near the limit of a field: how much room is left. Characters are counted as the server does; nothing is cut.
document.querySelectorAll("[data-limit]").forEach((note) => {
  const field = document.getElementById(note.dataset.for), limit = Number(note.dataset.limit);
  if (!field) return;
  function count() {
    const left = limit - [...field.value.replace(/\r\n?/g, "\n").trim()].length;
    note.hidden = left > limit / 10;
    note.textContent = note.hidden ? "" : (left < 0 ? note.dataset.over : note.dataset.left).replace("NUMBER", Math.abs(left));
    note.classList.toggle("over", left < 0);
  }
  field.addEventListener("input", count);
  addEventListener("pageshow", count);
});

// A long outline shows the line that the page is about.
document.querySelectorAll("nav.pane").forEach((pane) => {
  const line = pane.querySelector("[aria-current]");
  if (line && pane.scrollHeight > pane.clientHeight) pane.scrollTop = line.offsetTop - pane.offsetTop - pane.clientHeight / 3;
});

// What was wrong comes first.
const summary = document.querySelector(".summary");
if (summary) summary.focus();
