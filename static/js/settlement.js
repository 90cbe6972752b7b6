// A form with data-scanned is filled in with a scanner, which types what it reads and then Enter: Enter goes on to the
// next field and sends nothing. A field with data-scans="<field of packs>" says how many codes of how many were scanned,
// and at once which one was scanned before; it takes character 29, which scanners send as Ctrl+], as it is.
"use strict";

const SEPARATOR = "\u001d";

class Scans {
  constructor(field, form) {
    this.field = field;
    this.packs = form.elements[field.dataset.scans];
    this.line = document.createElement("p");
    this.line.className = "scans";
    this.line.setAttribute("role", "status");
    field.after(this.line);
    field.addEventListener("input", () => this.tell());
    this.packs.addEventListener("input", () => this.tell());
    field.addEventListener("keydown", (event) => this.take(event));
    this.tell();
  }

  get codes() {
    return this.field.value.split(/[\r\n,\uff0c\u3001;\uff1b]+/).map((code) => code.replace(/[ \t\u3000]/g, "")).filter(Boolean);
  }

  get wanted() {
    return Math.ceil(Number(this.packs.value.normalize("NFKC").replace(/[, ]/g, "")) || 0);
  }

  take(event) {
    if (event.ctrlKey && event.key === "]") {
      event.preventDefault();
      this.field.setRangeText(SEPARATOR, this.field.selectionStart, this.field.selectionEnd, "end");
      this.tell();
    }
  }

  get isFull() {
    return this.wanted > 0 && this.codes.length >= this.wanted;
  }

  tell() {
    const codes = this.codes.map((code) => code.toUpperCase());
    const again = codes.flatMap((code, place) => {
      const first = codes.indexOf(code);
      return first < place ? [`第 ${place + 1} 个码与第 ${first + 1} 个相同`] : [];
    });
    const over = codes.length > this.wanted ? ["多于售出的盒数"] : [];
    const faults = [...again, ...over];
    this.line.textContent = `已扫 ${codes.length} / ${this.wanted}${faults.length ? `，${faults.join("，")}` : ""}`;
    this.line.classList.toggle("scans-wrong", faults.length > 0);
  }
}

document.querySelectorAll("form[data-scanned]").forEach((form) => {
  const scans = new Map([...form.querySelectorAll("[data-scans]")].map((field) => [field, new Scans(field, form)]));
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.isComposing || !field.matches("input:not([type=radio]), textarea")) return;
    const own = scans.get(field);
    if (own && !own.isFull) return;
    event.preventDefault();
    const fields = [...form.elements].filter((other) => other.matches("input:not([type=hidden]), select, textarea, button"));
    fields[fields.indexOf(field) + 1]?.focus();
  });
});
