"use strict";
// Everything can be read without this: it shows one step at a time.

const rows = [...document.querySelectorAll("#timeline tbody tr")];
const steps = [...document.querySelectorAll("#steps > li")];
const lines = [...document.querySelectorAll("#source li")];
const timeline = document.getElementById("timeline");
const source = document.getElementById("source");
const place = document.getElementById("place");
const say = document.getElementById("say");
const button = (id) => document.getElementById(id);
const play = button("play");
const words = { play: play.textContent, pause: play.dataset.pause };
const heads = [...document.querySelectorAll("#timeline thead .sign")];
const threads = new Map(heads.map((sign) => [sign.textContent, sign.parentElement]));

let at = 0;
let timer;

// Only the pane scrolls, so that the page stays where the reader has it.
const show = (pane, element) => {
  const box = pane.getBoundingClientRect();
  const it = element.getBoundingClientRect();
  const head = pane === timeline ? timeline.querySelector("thead").offsetHeight : 0;
  if (it.top < box.top + head + 8 || it.bottom > box.bottom - 8) {
    pane.scrollTop += it.top - box.top - (pane.clientHeight - it.height) / 2;
  }
  const cell = (element.querySelector(".step") || element).getBoundingClientRect();
  if (pane !== source && (cell.left < box.left || cell.right > box.right)) {
    pane.scrollLeft += cell.left - box.left - (pane.clientWidth - cell.width) / 2;
  }
};

const stop = () => {
  clearInterval(timer);
  timer = undefined;
  play.textContent = words.play;
};

const go = (to) => {
  at = Math.max(0, Math.min(steps.length - 1, to));
  rows.forEach((row, index) => {
    row.classList.toggle("now", index === at);
    row.classList.toggle("later", index > at);
    if (index === at) row.setAttribute("aria-current", "step");
    else row.removeAttribute("aria-current");
  });
  steps.forEach((step, index) => { step.hidden = index !== at; });
  const step = steps[at];
  for (const line of lines) {
    line.classList.remove("now");
    line.children[1].replaceChildren();
  }
  for (const one of step.dataset.at.split(" ").filter(Boolean)) {
    const [sign, number] = one.split(":");
    const line = lines[number - 1];
    const head = threads.get(sign);
    if (!line || !head) continue;
    const chip = document.createElement("b");
    chip.className = "sign " + head.className;
    chip.textContent = sign;
    chip.title = head.textContent.slice(sign.length + 1);
    line.children[1].append(chip);
  }
  const line = lines[step.dataset.line - 1];
  if (line) {
    line.classList.add("now");
    show(source, line);
  }
  show(timeline, rows[at]);
  place.textContent = `${at + 1} / ${steps.length}`;
  say.textContent = `${at + 1} / ${steps.length}: ${step.querySelector("p").textContent}`;
  for (const id of ["first", "back"]) button(id).setAttribute("aria-disabled", at === 0);
  for (const id of ["next", "last"]) button(id).setAttribute("aria-disabled", at === steps.length - 1);
  if (at === steps.length - 1) stop();
};

const move = (to) => { stop(); go(to); };

if (steps.length > 0) {
  document.body.classList.add("stepping");
  button("controls").hidden = false;
  document.getElementById("keys").hidden = false;
  button("first").addEventListener("click", () => move(0));
  button("back").addEventListener("click", () => move(at - 1));
  button("next").addEventListener("click", () => move(at + 1));
  button("last").addEventListener("click", () => move(steps.length - 1));
  play.addEventListener("click", () => {
    if (timer !== undefined) { stop(); return; }
    go(at === steps.length - 1 ? 0 : at + 1);
    if (at === steps.length - 1) return;
    play.textContent = words.pause;
    timer = setInterval(() => go(at + 1), 1200);
  });
  rows.forEach((row, index) => row.addEventListener("click", () => move(index)));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const everywhere = { ArrowLeft: at - 1, ArrowRight: at + 1 };
    const inside = { ArrowUp: at - 1, ArrowDown: at + 1, PageUp: at - 10, PageDown: at + 10, Home: 0, End: steps.length - 1 };
    const keys = timeline.contains(document.activeElement) ? { ...everywhere, ...inside } : everywhere;
    // A line of code may be longer than its pane.
    if (document.activeElement === source || !(event.key in keys)) return;
    event.preventDefault();
    move(keys[event.key]);
  });
  go(0);
  timeline.focus({ preventScroll: true });
}
