// Papers go as soon as they are chosen; a prescription prints.
"use strict";

document.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file][data-sends]") && event.target.files.length) event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) window.print();
});
