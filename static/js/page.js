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

// A confirmation opens only over a form that the browser finds complete; else the first gap gets the focus.
function openDialog(opener) {
  const form = opener.dataset.checks && byId(opener.dataset.checks);
  if (form && !form.reportValidity()) form.dataset.asked = "yes";
  else {
    for (const list of byId(opener.dataset.opens).querySelectorAll("[data-echoes]")) echo(list, byId(list.dataset.echoes));
    byId(opener.dataset.opens).showModal();
  }
}

// What cannot be taken back is read once more before it is sent, as it was written.
function echo(list, form) {
  list.replaceChildren();
  for (const field of form.querySelectorAll("select, textarea, input[type=text]")) {
    const [term, answer] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = field.labels[0].firstChild.textContent.trim();
    answer.textContent = field.matches("select") ? field.selectedOptions[0].textContent : field.value;
    if (field.value) list.append(term, answer);
  }
}

// Once a step was asked for, each tick leads on to what is still missing: y, space, space, y, y.
document.addEventListener("change", (event) => {
  const { form, type, checked } = event.target;
  if (type !== "checkbox" || !checked || !form || !form.dataset.asked) return;
  const missing = form.querySelector("input:invalid, select:invalid, textarea:invalid");
  if (missing) missing.focus();
});

// What a part asks first gets the focus when the part is opened.
const FIELDS = "input:not([type=hidden]), select, textarea";

document.addEventListener("click", (event) => {
  const summary = event.target.closest(".acts summary");
  if (!summary || summary.parentElement.open) return;
  event.preventDefault();
  const part = summary.parentElement;
  part.open = true;
  (part.querySelector(FIELDS) || part.querySelector("button")).focus();
});

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

// Single keys: the element that carries data-key is clicked, or gets the focus when it is written in. Ticks and radios are not.
const WRITTEN = "input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file]), textarea, select, [contenteditable]";
const written = (element) => element.matches(WRITTEN);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  }
  // A key that is held down asks once: a confirmation must not follow from a slow finger.
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || written(event.target)) return;
  const dialog = document.querySelector("dialog[open]");
  const answered = dialog ? confirmAgain(dialog, event.key) : pressKey(event.key) || answerQuestion(event.key);
  if (answered) event.preventDefault();
});

// The key that asked for a routine step confirms it; what cannot be taken back names no such key.
function confirmAgain(dialog, key) {
  if (dialog.dataset.again !== key) return false;
  dialog.querySelector("[type=submit]").click();
  return true;
}

function pressKey(key) {
  const wanted = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!wanted) return false;
  const part = wanted.matches("summary") && wanted.parentElement.open && wanted.parentElement.querySelector("button[data-opens]");
  if (part) part.click();
  else if (written(wanted)) wanted.focus();
  else wanted.click();
  return true;
}

// A digit answers the so-manieth question of the step at hand: a tick turns, a choice moves on to the next.
function answerQuestion(key) {
  const here = document.activeElement.closest(".acts form");
  const form = here || document.querySelector(".acts details[open] form, .acts > form");
  const question = form && questionsOf(form)[Number(key) - 1];
  if (!question) return false;
  const next = question[(question.findIndex((choice) => choice.checked) + 1) % question.length];
  next.focus();
  next.click();
  return true;
}

function questionsOf(form) {
  const questions = new Map();
  for (const choice of form.querySelectorAll("[type=checkbox], [type=radio]")) {
    questions.set(choice.name, [...(questions.get(choice.name) || []), choice]);
  }
  return [...questions.values()];
}

// ? lists the keys of this page.
document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || written(event.target) || document.querySelector("dialog[open]")) return;
  const list = byId("keys-here");
  list.replaceChildren();
  for (const element of document.querySelectorAll("[data-key]")) {
    list.append(...keyLine(element.dataset.key, element.dataset.keyIs || element.getAttribute("aria-label") || element.firstChild.textContent));
  }
  if (document.querySelector(".acts form")) list.append(...keyLine("1 2 …", "勾选或换选第几项"));
  byId("keys").showModal();
});

function keyLine(key, words) {
  const [term, meaning] = [document.createElement("dt"), document.createElement("dd")];
  [term.textContent, meaning.textContent] = [key, words];
  return [term, meaning];
}

// What has to be put right is read first.
const wrong = document.querySelector("form .error-sum");
if (wrong) wrong.focus();
