// Rows open by click and by Enter; j and k move between them, o opens, x ticks. Filters can be kept by name on this computer.
"use strict";

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (!row || event.target.closest("a, button, input, label") || String(getSelection())) return;
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href);
  else window.location.assign(row.dataset.href);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (written(event.target) || document.querySelector("dialog[open]")) return;
  const links = [...document.querySelectorAll("[data-rows] .row-link")];
  const here = links.indexOf(document.activeElement);
  if (event.key === "j" || event.key === "k") {
    const next = links[Math.max(0, here + (event.key === "j" ? 1 : -1))];
    if (next) next.focus();
  }
  if (event.key === "o" && here >= 0) links[here].click();
  if (event.key === "x" && here >= 0) links[here].closest("tr").querySelector(".tick input:enabled")?.click();
});

// How many rows are ticked stands beside the button; one tick in the head turns all of the page.
const ticks = [...document.querySelectorAll(".rows td.tick input:enabled")];
const head = document.querySelector(".rows th.tick");
if (head && ticks.length) {
  const all = head.appendChild(document.createElement("input"));
  all.type = "checkbox";
  all.className = "form-check-input";
  all.setAttribute("aria-label", "选择本页可选的全部");
  const count = () => {
    const number = ticks.filter((tick) => tick.checked).length;
    all.checked = number === ticks.length;
    document.querySelector("[data-ticked]").textContent = number ? `已选 ${number} 行` : "勾选要一起办理的行";
  };
  all.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = all.checked;
    count();
  });
  for (const tick of ticks) tick.addEventListener("change", count);
  window.addEventListener("pageshow", count);
}

class SavedFilters {
  constructor(form) {
    this.form = form;
    this.place = `filters:${form.dataset.saves}`;
    this.line = form.appendChild(document.createElement("div"));
    this.line.className = "saved-filters";
    this.draw();
  }

  get kept() {
    return JSON.parse(localStorage.getItem(this.place) || "{}");
  }

  keep(all) {
    localStorage.setItem(this.place, JSON.stringify(all));
    this.draw();
  }

  draw() {
    this.line.replaceChildren();
    for (const [name, query] of Object.entries(this.kept)) this.line.append(this.link(name, query), this.remover(name));
    if (window.location.search) this.line.append(this.button("保存当前筛选", () => this.ask()));
  }

  link(name, query) {
    const link = document.createElement("a");
    link.href = query;
    link.textContent = name;
    return link;
  }

  remover(name) {
    const button = this.button("删除", () => {
      const { [name]: gone, ...rest } = this.kept;
      this.keep(rest);
    });
    button.setAttribute("aria-label", `删除筛选“${name}”`);
    return button;
  }

  button(words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", act);
    return button;
  }

  ask() {
    const name = window.prompt("给这组筛选起个名字，只保存在本机", "");
    if (name && name.trim()) this.keep({ ...this.kept, [name.trim().slice(0, 20)]: window.location.search });
  }
}

for (const form of document.querySelectorAll("form[data-saves]")) new SavedFilters(form);
