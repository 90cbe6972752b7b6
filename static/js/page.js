// The small behaviours of every page: menus, dialogs, keys, confirmations. No state of its own.
"use strict";

const byId = (id) => document.getElementById(id);

document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-toggles]");
  if (toggle) {
    const open = byId(toggle.dataset.toggles).classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
  }
  const opener = event.target.closest("button[data-opens]");
  if (opener) openDialog(opener);
  const closer = event.target.closest("[data-closes]");
  if (closer) closer.closest("dialog").close();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A confirmation opens only over a form that the browser finds complete.
function openDialog(opener) {
  const form = opener.dataset.checks && byId(opener.dataset.checks);
  if (form && !form.reportValidity()) return;
  byId(opener.dataset.opens).showModal();
}

// An article's text has arrived: show it.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "article-text") byId("article-dialog").showModal();
});

document.addEventListener("input", (event) => {
  const wanted = event.target.dataset.mustBe;
  if (wanted === undefined) return;
  const submit = event.target.closest("dialog").querySelector("[type=submit]");
  submit.disabled = event.target.value.trim() !== wanted;
});

// A form is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Single keys: the element that carries data-key is clicked, or gets the focus when it is written in.
const written = (element) => element.matches("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || written(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (written(wanted)) wanted.focus();
  else wanted.click();
});

// ? lists the keys of this page.
document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || written(event.target) || document.querySelector("dialog[open]")) return;
  const list = byId("keys-here");
  list.replaceChildren();
  for (const element of document.querySelectorAll("[data-key]")) {
    const [key, what] = [document.createElement("dt"), document.createElement("dd")];
    key.textContent = element.dataset.key;
    what.textContent = element.dataset.keyIs || element.getAttribute("aria-label") || element.firstChild.textContent;
    list.append(key, what);
  }
  byId("keys").showModal();
});

// What has to be put right is read first.
const wrong = document.querySelector("form .error-sum");
if (wrong) wrong.focus();
