// Small helps; every page works without them.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.defaultPrevented) return;
  setTimeout(() => {
    button.disabled = true;
    if (button.dataset.busy) button.textContent = button.dataset.busy;
  });
  if (button.dataset.again) setTimeout(() => { button.disabled = false; button.textContent = button.dataset.again; }, 8000);
});
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("button:disabled").forEach((button) => { button.disabled = false; });
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "Escape") document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; });
  if (event.key === "/" && !typing) {
    const search = document.querySelector("input[type=search]");
    if (search) { event.preventDefault(); search.focus(); }
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) event.target.form.requestSubmit();
});
const all = document.querySelector("[data-all]");
const picks = [...document.querySelectorAll("input[name=items]")];
const tell = () => {
  const label = document.querySelector("[data-picked]");
  if (!label) return;
  const count = picks.filter((pick) => pick.checked).length;
  label.textContent = count;
  label.closest(".bulk").hidden = !count;
};
tell();
if (all) all.addEventListener("change", () => { picks.forEach((pick) => { pick.checked = all.checked; }); tell(); });
picks.forEach((pick) => pick.addEventListener("change", tell));
const first = document.querySelector(".summary");
if (first) first.focus();
