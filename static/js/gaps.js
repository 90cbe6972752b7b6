// The checklist of missing papers: what is written ticks its row, at least one row is ticked, and the confirmation reads them out.
"use strict";

function keepsTogether(form) {
  const rows = [...form.querySelectorAll(".gap")];
  const tick = (row) => row.querySelector("[type=checkbox]");
  const note = (row) => row.querySelector("[type=text]");
  const dialog = document.getElementById(document.querySelector(`[data-checks="${form.id}"]`).dataset.opens);
  const list = dialog.querySelector(".dialog-body").appendChild(document.createElement("ul"));
  const draw = () => {
    const ticked = rows.filter((row) => tick(row).checked);
    tick(rows[0]).required = ticked.length === 0;
    list.replaceChildren(...ticked.map((row) => {
      const line = document.createElement("li");
      line.textContent = [row.querySelector("label").textContent.trim(), note(row).value.trim()].filter(Boolean).join("：");
      return line;
    }));
  };
  form.addEventListener("input", (event) => {
    const row = event.target.closest(".gap");
    if (row && event.target === note(row) && event.target.value.trim()) tick(row).checked = true;
    draw();
  });
  draw();
}

for (const form of document.querySelectorAll("form:has(.gap)")) keepsTogether(form);
