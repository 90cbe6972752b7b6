// The document viewer: which sheet is shown, how large, which way up.
"use strict";

class Viewer {
  constructor(root) {
    this.root = root;
    this.sheets = [...root.querySelectorAll(".viewer-sheet")];
    this.tabs = [...root.querySelectorAll("[data-sheet]")];
    this.show(0);
    root.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("keydown", (event) => this.pressed(event));
  }

  show(number) {
    this.shown = Math.min(Math.max(number, 0), this.sheets.length - 1);
    this.sheets.forEach((sheet, index) => { sheet.hidden = index !== this.shown; });
    this.tabs.forEach((tab, index) => tab.setAttribute("aria-current", String(index === this.shown)));
    this.scale = 1;
    this.turned = 0;
    this.draw();
  }

  draw() {
    const sheet = this.sheets[this.shown];
    if (sheet) sheet.style.transform = `rotate(${this.turned}deg) scale(${this.scale})`;
  }

  clicked(event) {
    const tab = event.target.closest("[data-sheet]");
    const tool = event.target.closest("[data-do]");
    if (tab) {
      event.preventDefault();
      this.show(Number(tab.dataset.sheet));
    }
    if (tool) this.act(tool.dataset.do);
  }

  pressed(event) {
    const acts = { ArrowLeft: "back", ArrowRight: "on", "+": "in", "=": "in", "-": "out", "0": "whole", t: "turn", T: "turn" };
    if (!acts[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    this.act(acts[event.key]);
  }

  act(what) {
    if (what === "on") this.show(this.shown + 1);
    if (what === "next") this.show((this.shown + 1) % this.sheets.length);
    if (what === "back") this.show(this.shown - 1);
    if (what === "in") this.scale = Math.min(4, this.scale * 1.25);
    if (what === "out") this.scale = Math.max(0.25, this.scale / 1.25);
    if (what === "turn") this.turned = (this.turned + 90) % 360;
    if (what === "whole") [this.scale, this.turned] = [1, 0];
    this.draw();
  }
}

for (const root of document.querySelectorAll("[data-viewer]")) new Viewer(root);

// A click into a paper gives the focus to the paper's own window, and no key would reach the page any more: the focus
// comes back to the frame around it. Who goes there by Tab stays.
let wentByTab = false;
document.addEventListener("keydown", (event) => { wentByTab = event.key === "Tab"; }, true);
document.addEventListener("pointermove", () => { wentByTab = false; });
window.addEventListener("blur", () => setTimeout(() => {
  const paper = document.activeElement;
  if (!wentByTab && paper && paper.matches("iframe.viewer-sheet")) paper.closest(".viewer-stage").focus({ preventScroll: true });
}));
