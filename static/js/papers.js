// Papers of an application, one by one as soon as they are chosen: a photo is made smaller, each file has its progress
// and its word, and the papers of that kind are drawn anew in their place. The page stays, and so does what is typed.
// A form with data-papers="<id of the place>" is answered with what then stands there, or with 422 and the reason in
// plain text. Without this script the form sends itself.
"use strict";

const LONGEST_SIDE = 4000;
const HEAVY = 2 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;
const SCALABLE = ["image/jpeg", "image/png", "image/webp"];

let turn = Promise.resolve();
let waiting = 0;

// What the browser cannot read goes as it is; the server reads more.
async function scaled(file) {
  if (!SCALABLE.includes(file.type)) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!picture) return file;
  const share = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  if (share === 1 && file.size <= HEAVY) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * share);
  canvas.height = Math.round(picture.height * share);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return drawn && drawn.size < file.size ? new File([drawn], file.name, { type: drawn.type }) : file;
}

// Only an XMLHttpRequest says how far an upload has come.
function post(form, fields, bar) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => {
      if (bar) Object.assign(bar, { max: event.total, value: event.loaded });
    });
    request.addEventListener("loadend", () => done(request));
    request.send(fields);
  });
}

// Why it was not done; nothing where it was, and the place is drawn anew.
function refusal(form, request) {
  const leadsAway = request.getResponseHeader("HX-Redirect") || (request.status && request.responseURL !== form.action);
  if (leadsAway) return "登录或页面已过期，没有办理。请重新登录后再做一次。";
  if (request.status === 422) return request.responseText;
  if (request.status === 413) return form.dataset.tooLarge;
  if (request.status === 0) return "没有传到，请检查网络后再选一次。";
  if (request.status !== 200) return `没有办理（${request.status}），请稍后再做一次。`;
  redraw(document.getElementById(form.dataset.papers), request.responseText);
  return "";
}

function redraw(place, text) {
  const next = document.createElement("template");
  next.innerHTML = text;
  // No page of ours may be kept by the browser; a small picture that is there already is not asked for again.
  for (const picture of next.content.querySelectorAll("img")) {
    const there = place.querySelector(`img[src="${picture.getAttribute("src")}"]`);
    if (there) picture.replaceWith(there);
  }
  for (const form of next.content.querySelectorAll("form")) form.dataset.papers = place.id;
  place.replaceChildren(next.content);
}

function lineFor(file, lines) {
  const line = lines.appendChild(document.createElement("li"));
  const [name, bar, word] = ["span", "progress", "span"].map((tag) => line.appendChild(document.createElement(tag)));
  name.textContent = file.name;
  bar.setAttribute("aria-label", `上传进度 ${file.name}`);
  bar.value = 0;
  word.textContent = "等待上传";
  return { line, bar, word };
}

async function deliver(form, fields, file, { line, bar, word }) {
  const size = (bytes) => `${(bytes / MEGABYTE).toFixed(1)} MB`;
  word.textContent = "正在上传";
  const sent = await scaled(file).catch(() => file);
  let reason = form.dataset.tooLarge;
  if (sent.size <= form.dataset.most * MEGABYTE) {
    fields.set("file", sent, file.name);
    reason = refusal(form, await post(form, fields, bar));
  }
  bar.hidden = true;
  line.toggleAttribute("data-fails", Boolean(reason));
  line.toggleAttribute("data-ended", true);
  const smaller = sent === file ? "" : `，照片由 ${size(file.size)} 缩小为 ${size(sent.size)}`;
  word.textContent = reason || `已上传${smaller}`;
}

function handIn(form) {
  const lines = form.parentElement.querySelector(".paper-sent");
  for (const line of lines.querySelectorAll("[data-ended]")) line.remove();
  const input = form.elements.file;
  for (const file of [...input.files]) {
    // As the form stands now: another kind may be chosen while this one waits.
    const fields = new FormData(form);
    const shown = lineFor(file, lines);
    waiting += 1;
    turn = turn.then(() => deliver(form, fields, file, shown)).finally(() => (waiting -= 1));
  }
  input.value = "";
}

async function takeBack(form) {
  const button = form.querySelector("[type=submit]");
  const place = document.getElementById(form.dataset.papers);
  button.disabled = true;
  const reason = refusal(form, await post(form, new FormData(form)));
  if (reason) {
    button.disabled = false;
    const word = form.querySelector("[role=alert]") || form.appendChild(document.createElement("span"));
    word.setAttribute("role", "alert");
    word.textContent = reason;
  } else place.parentElement.querySelector("input[type=file]").focus({ preventScroll: true });
}

// Before any other script hears of it: this form neither leaves the page nor waits for what is typed to be kept.
window.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.papers) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.elements.file) handIn(form);
  else takeBack(form);
}, true);

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-papers] [data-sends]") && event.target.files.length) handIn(event.target.form);
});

window.addEventListener("beforeunload", (event) => {
  if (waiting) event.preventDefault();
});
