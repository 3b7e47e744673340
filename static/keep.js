// What is typed into long fields is kept in this browser until it is saved, and offered again after a lapse.
// Nothing is sent anywhere; signing out forgets it. Every page works without this.
(() => {
  const person = document.body.dataset.person;
  const LONGEST = 14 * 24 * 3600 * 1000;
  let shelf, tab;
  try { shelf = window.localStorage; tab = window.sessionStorage; } catch { return; }
  const plain = (text) => (text || "").replace(/\r\n?/g, "\n").trim();
  const read = (key) => { try { return JSON.parse(shelf.getItem(key)); } catch { return null; } };
  const write = (key, record) => { try { shelf.setItem(key, JSON.stringify(record)); } catch { /* full or forbidden */ } };

  // A form was sent from this tab: was it saved? A refused form, a fault page or the sign-in page say that it was not.
  let sent = null;
  try { sent = JSON.parse(tab.getItem("fazhi-sent")); } catch { /* of an earlier version */ }
  tab.removeItem("fazhi-sent");
  const [visit] = performance.getEntriesByType("navigation");
  const led = visit && visit.type === "navigate" && visit.redirectCount > 0;
  const refused = document.querySelector(".summary, [data-refused]");
  if (!person) return;
  // What was saved makes everything older of that form obsolete, in every tab; what was typed later stays.
  const savedMark = (key) => `fazhi-saved:${key}`;
  const savedAt = (key) => Number(shelf.getItem(savedMark(key))) || 0;
  if (sent && !refused && (led || document.querySelector(".flash.ok"))) {
    const left = read(sent.key);
    if (left && left.at <= sent.at) shelf.removeItem(sent.key);
    try { shelf.setItem(savedMark(sent.key), sent.at); } catch { /* full or forbidden */ }
  }

  const mine = `fazhi:${person}:`;
  Object.keys(shelf).filter((key) => key.startsWith("fazhi-saved:") && Date.now() - shelf.getItem(key) > LONGEST).forEach((key) => shelf.removeItem(key));
  Object.keys(shelf).filter((key) => key.startsWith(mine)).forEach((key) => {
    const record = read(key);
    if (!record || Date.now() - record.at > LONGEST) shelf.removeItem(key);
  });
  let gone = false; // after sending, the old page must not write once more while the new one reads
  addEventListener("pageshow", () => { gone = false; });
  document.querySelectorAll('form[action$="/logout"]').forEach((form) => form.addEventListener("submit", () => {
    gone = true;
    Object.keys(shelf).filter((key) => key.startsWith(mine) || key.startsWith(savedMark(mine))).forEach((key) => shelf.removeItem(key));
  }));

  function when(at) {
    const then = new Date(at), clock = `${then.getHours()}:${String(then.getMinutes()).padStart(2, "0")}`;
    return then.toDateString() === new Date().toDateString() ? clock : `${then.getMonth() + 1} 月 ${then.getDate()} 日 ${clock}`;
  }

  document.querySelectorAll('form[method="post"]').forEach((form, place) => {
    const fields = [...form.querySelectorAll("textarea[name]")];
    if (!fields.length) return;
    const short = [...form.querySelectorAll("input[name]:not([type=hidden], [type=password], [type=file]), select[name]")];
    const ticked = (field) => field.type === "checkbox" || field.type === "radio";
    const label = (field) => (ticked(field) ? `${field.name}=${field.value}` : field.name);
    const typed = () => ({
      texts: Object.fromEntries(fields.map((field) => [field.name, field.value])),
      beside: Object.fromEntries(short.map((field) => [label(field), ticked(field) ? field.checked : field.value])),
    });
    function put({ texts, beside = {} }) {
      fields.forEach((field) => { if (field.name in texts) field.value = texts[field.name]; });
      short.filter((field) => label(field) in beside).forEach((field) => { field[ticked(field) ? "checked" : "value"] = beside[label(field)]; });
      [...fields, ...short].forEach((field) => field.dispatchEvent(new Event("input", { bubbles: true })));
    }
    const key = mine + (form.dataset.keep || `${location.pathname}${location.search}#${form.getAttribute("action") || place}`);
    const record = read(key);
    const unlike = (one) => one && fields.some((field) => field.name in one.texts && plain(one.texts[field.name]) !== plain(field.value));
    const same = (one, other) => fields.every(({ name }) => plain(one.texts[name]) === plain(other.texts[name]));
    const news = (one, place, every) => one.at > savedAt(key) && every.findIndex((other) => same(one, other)) === place;
    let open = record ? [record, ...(record.older || [])].filter(unlike).filter(news) : [];
    if (record && !open.length && !refused) shelf.removeItem(key); // what is in the field is what was kept: it was saved

    function keep() {
      const changed = fields.some((field) => plain(field.value) !== plain(field.defaultValue)) || refused;
      const here = typed();
      const older = open.filter((one) => one.at > savedAt(key) && !same(one, here)).map((one) => ({ at: one.at, texts: one.texts, beside: one.beside })).slice(0, 2);
      if (changed) write(key, { at: Date.now(), ...here, older });
      else if (older.length) write(key, { ...older[0], older: older.slice(1) });
      else shelf.removeItem(key);
    }
    let timer;
    function now() {
      if (timer && !gone) keep();
      clearTimeout(timer);
      timer = undefined;
    }
    form.addEventListener("input", (event) => {
      if (!fields.includes(event.target) && !short.includes(event.target)) return;
      clearTimeout(timer);
      timer = setTimeout(now, 300);
    });
    addEventListener("pagehide", now);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      timer = undefined;
      keep(); // sent is as good as typed: a save of another tab meanwhile does not make it obsolete
      tab.setItem("fazhi-sent", JSON.stringify({ key, at: Date.now() }));
      gone = true;
    });

    const bars = new Map();
    function offer(one) {
      const bar = document.getElementById("kept").content.firstElementChild.cloneNode(true);
      const [restore, drop] = bar.querySelectorAll("button");
      bar.querySelector("[data-when]").textContent = when(one.at);
      bar.querySelector("[data-text]").textContent = Object.values(one.texts).filter(Boolean).join("\n\n");
      let before = null;
      restore.addEventListener("click", () => {
        const back = before || one;
        before = before ? null : typed();
        put(back);
        [restore.textContent, restore.dataset.back] = [restore.dataset.back, restore.textContent];
        fields[0].focus();
        keep();
      });
      drop.addEventListener("click", () => {
        open = open.filter((other) => other !== one);
        bar.remove();
        keep();
        fields[0].focus();
      });
      bars.set(one, bar);
      form.before(bar);
    }
    open.forEach(offer);
    addEventListener("storage", (event) => {
      if (event.key === savedMark(key)) open.filter((one) => one.at <= savedAt(key)).forEach((one) => bars.get(one).remove());
    });
  });
})();
