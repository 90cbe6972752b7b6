// A prescription prints.
"use strict";

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) window.print();
});
