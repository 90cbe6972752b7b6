// A form with data-autosave="<address>" sends what is written, a moment after the last key, and says when it was kept.
// The address takes the form's own fields by POST and answers 2xx when they are stored, 422 when they cannot be read. A redirect is the sign-in
// page of a session that ended: nothing was kept.
"use strict";

const PAUSE = 1500;

function keepsItself(form) {
  const line = form.querySelector("[data-saved]") || form.appendChild(document.createElement("p"));
  line.className = "saved";
  line.setAttribute("role", "status");
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => send(form, line), PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

async function send(form, line) {
  const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
  const clock = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
  if (answer && answer.ok) line.textContent = `已保存 ${clock}`;
  else if (answer && answer.status === 422) line.textContent = "有填错或必填未填的项，改好后自动保存。";
  else line.textContent = "尚未保存，请检查网络；离开前请点“保存”。";
}

for (const form of document.querySelectorAll("form[data-autosave]")) keepsItself(form);
