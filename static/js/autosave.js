// A form with data-autosave="<address>" sends what is written, a moment after the last key, before another form of the
// page is sent, and when the page is left; its line data-saved says when it was kept. The address takes the form's own
// fields by POST and answers {version, notes}: the field "version" then says so, and notes are what cannot be read yet.
// 409: another window has written meanwhile; nothing is sent any more until the person has seen both. A redirect is the
// sign-in page of a session that ended: nothing was kept, and 保存 keeps it over the sign-in.
"use strict";

const PAUSE = 1500;

class Draft {
  constructor(form) {
    this.form = form;
    this.line = form.querySelector("[data-saved]") || form.appendChild(document.createElement("p"));
    this.line.className = "saved";
    this.line.setAttribute("role", "status");
    this.isDirty = this.isStopped = false;
    this.turn = Promise.resolve(true);
    form.addEventListener("input", () => {
      this.isDirty = true;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.flush(), PAUSE);
    });
    form.addEventListener("submit", () => {
      clearTimeout(this.timer);
      this.isDirty = false;
    });
    addEventListener("pagehide", () => this.flush(true));
  }

  // One after the other: each says which version the next one follows. True once everything is kept.
  flush(isLeaving = false) {
    clearTimeout(this.timer);
    if (this.isStopped) return Promise.resolve(false);
    if (!this.isDirty) return this.turn;
    this.isDirty = false;
    this.turn = this.turn.then(() => this.send(isLeaving));
    return this.turn;
  }

  async send(isLeaving) {
    const order = { method: "POST", body: new FormData(this.form), redirect: "manual", keepalive: isLeaving };
    const answer = await fetch(this.form.dataset.autosave, order).catch(() => null);
    if (answer && answer.ok) {
      const { version, notes } = await answer.json();
      this.form.elements.version.value = version;
      const clock = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
      this.line.textContent = [`已保存 ${clock}`, ...notes].join("。");
      return true;
    }
    this.isDirty = true;
    this.isStopped = Boolean(answer) && answer.status === 409;
    if (this.isStopped) this.line.textContent = "这份申请在别的窗口改过，这里写的没有覆盖它。点“保存”对照两边的内容，再决定留哪一个。";
    else if (answer && answer.type === "opaqueredirect") this.line.textContent = "登录已过期，尚未保存。请点“保存”，登录后写的内容会恢复。";
    else this.line.textContent = "尚未保存，请检查网络；离开前请点“保存”。";
    return false;
  }
}

const drafts = [...document.querySelectorAll("form[data-autosave]")].map((form) => new Draft(form));

// Uploading or taking a paper back draws the page anew: what is written is kept first, or the page stays.
document.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  if (target.method !== "post" || target.dataset.autosave || !drafts.some((draft) => draft.isDirty)) return;
  event.preventDefault();
  Promise.all(drafts.map((draft) => draft.flush())).then((kept) => {
    if (kept.every(Boolean)) target.requestSubmit(submitter);
    else drafts.find((draft) => draft.isDirty).line.scrollIntoView({ block: "center" });
  });
}, true);
