"use strict";
// Everything can be read without this: it sorts, opens what a link leads to, and moves through the map by arrow keys.

const value = (row, column, isNumber) => {
  const text = row.cells[column].textContent.trim();
  if (!isNumber) return text;
  const number = parseFloat(text);
  return Number.isNaN(number) ? -1 : number;
};

const words = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
  heads.forEach((head, column) => {
    const isNumber = head.classList.contains("number");
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const first = isNumber ? "descending" : "ascending";
      const other = isNumber ? "ascending" : "descending";
      const order = head.getAttribute("aria-sort") === first ? other : first;
      for (const each of heads) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const rows = [...table.tBodies[0].rows].map((row) => [value(row, column, isNumber), row]);
      rows.sort(([one], [two]) => sign * (isNumber ? one - two : words.compare(one, two)));
      table.tBodies[0].append(...rows.map(([, row]) => row));
    });
  });
}

const map = document.querySelector("table.map");
if (map) {
  const heads = map.tHead.rows[map.tHead.rows.length - 1].cells;
  const readout = document.getElementById("readout");
  const links = map.querySelectorAll("tbody td a");
  const reach = (link) => { for (const each of links) each.tabIndex = -1; if (link) link.tabIndex = 0; };
  reach(links[0]);
  const tell = (event) => {
    const link = event.target.closest("td a");
    if (!link) return;
    const cell = link.parentElement;
    const who = cell.parentElement.cells[0].textContent;
    readout.textContent = [who, heads[cell.cellIndex].textContent, link.getAttribute("aria-label")].join(" · ");
  };
  map.addEventListener("mouseover", tell);
  map.addEventListener("focusin", tell);
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  map.addEventListener("keydown", (event) => {
    const link = event.target.closest("tbody td a");
    const step = steps[event.key];
    if (!link || !step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    let row = link.closest("tr");
    if (step[0] < 0) row = row.previousElementSibling;
    if (step[0] > 0) row = row.nextElementSibling;
    const cell = row && row.cells[link.parentElement.cellIndex + step[1]];
    const next = cell && cell.querySelector("a");
    if (!next) return;
    link.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}

// A student's part is text until it is looked at: the same markup that a browser without scripts reads at once.
const fill = (student) => {
  const waiting = student.querySelector(":scope > noscript");
  if (waiting) waiting.replaceWith(document.createRange().createContextualFragment(waiting.textContent));
};
const isStudent = (element) => element instanceof Element && element.matches("details.student");
addEventListener("toggle", (event) => { if (isStudent(event.target)) fill(event.target); }, true);

const reveal = () => {
  const id = location.hash.slice(1);
  const student = document.getElementById(id.split("-")[0]);
  if (!isStudent(student)) return;
  fill(student);
  student.open = true;
  const target = document.getElementById(id) || student;
  target.scrollIntoView();
  const focused = target === student ? student.querySelector("summary") : target;
  if (focused === target) target.tabIndex = -1;
  focused.focus({ preventScroll: true });
};
addEventListener("hashchange", reveal);
// The students' parts come after this script.
addEventListener("DOMContentLoaded", reveal);
