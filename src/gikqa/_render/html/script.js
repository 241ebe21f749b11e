// The list of reports can be filtered and sorted; without script it is there as it is.
"use strict";
(() => {
  const list = document.getElementById("list");
  if (!list) return;
  const groups = Array.from(list.tBodies);
  const sizes = groups.map((group) => group.rows.length);
  const heads = Array.from(list.tHead.rows[0].cells);
  const form = document.getElementById("choose");
  const words = document.getElementById("words");
  const severity = document.getElementById("severity");
  const amount = document.getElementById("amount");
  let lines = groups.flatMap((group) => Array.from(group.rows));
  const texts = new Map();

  const say = (shown) => {
    amount.textContent = amount.dataset.say.replace("{n}", shown.toLocaleString("en"));
  };

  // The shown lines fill the first groups, because a group that is not in sight takes up space.
  const place = () => {
    const shown = lines.filter((line) => !line.hidden);
    const all = [...shown, ...lines.filter((line) => line.hidden)];
    let next = 0;
    groups.forEach((group, n) => {
      group.hidden = next >= shown.length;
      group.replaceChildren(...all.slice(next, next + sizes[n]));
      next += sizes[n];
    });
    say(shown.length);
  };

  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const line of lines) {
      if (!texts.has(line)) texts.set(line, line.textContent.toLowerCase());
      // A report without findings has its verdict in place of three numbers.
      const cell = line.cells[4 + Number(severity.value)];
      const has = severity.value === "" || (line.cells.length > 5 && cell.textContent !== "");
      line.hidden = !(has && wanted.every((word) => texts.get(line).includes(word)));
    }
    place();
  };

  const sort = (head, column) => {
    const isNumber = head.classList.contains("n");
    const before = head.getAttribute("aria-sort");
    const falls = before === null ? isNumber : before === "ascending";
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", falls ? "descending" : "ascending");
    const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const keyed = lines.map((line) => [line.cells[column]?.textContent ?? "", line]);
    keyed.sort(isNumber ? (a, b) => (Number(a[0]) || 0) - (Number(b[0]) || 0) : (a, b) => compare(a[0], b[0]));
    if (falls) keyed.reverse();
    lines = keyed.map(([, line]) => line);
    place();
  };

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head, column));
    head.append(button);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  words.addEventListener("input", filter);
  severity.addEventListener("change", filter);
  form.hidden = false;
  say(lines.length);
})();
