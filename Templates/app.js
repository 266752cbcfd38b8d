"use strict";
// Everything is in the page already; this only filters, sorts, and copies.
(function () {
  var box = document.getElementById("timeline-filter");
  var input = document.getElementById("timeline-query");
  // "field:value", "!not", "quoted words": all terms must hold.
  function terms(query) {
    var found = [], pattern = /(!?)(?:([a-z]+):)?(?:"([^"]*)"|(\S+))/g, match;
    while ((match = pattern.exec(query.toLowerCase()))) {
      var value = match[3] !== undefined ? match[3] : match[4];
      if (value) found.push({ not: match[1] === "!", field: match[2] || "", value: value });
    }
    return found;
  }
  if (box && input) {
    var count = box.querySelector(".count");
    var tables = Array.from(document.querySelectorAll("table.timeline"));
    var rows = [];
    tables.forEach(function (table) {
      var fields = Array.from(table.querySelectorAll("th")).map(function (th) { return th.dataset.field || ""; });
      Array.from(table.tBodies[0].rows).forEach(function (row) {
        rows.push({ row: row, table: table, fields: fields, texts: null });
      });
    });
    var texts = function (entry) {
      if (!entry.texts) {
        var all = Array.from(entry.row.cells).map(function (cell) {
          var tips = Array.from(cell.querySelectorAll("code[title]")).map(function (code) { return code.title; });
          return (cell.textContent + " " + tips.join(" ")).toLowerCase();
        });
        entry.texts = { all: all.join(" ") };
        entry.fields.forEach(function (field, index) { entry.texts[field] = all[index]; });
      }
      return entry.texts;
    };
    var apply = function () {
      var wanted = terms(input.value), shown = 0, live = new Set();
      rows.forEach(function (entry) {
        var own = wanted.length ? texts(entry) : null;
        var keep = wanted.every(function (term) {
          var known = term.field && entry.fields.includes(term.field);
          var text = known ? own[term.field] : own.all;
          var value = known || !term.field ? term.value : term.field + ":" + term.value;
          return text.includes(value) !== term.not;
        });
        entry.row.classList.toggle("hide", !keep);
        if (keep) { shown += 1; live.add(entry.table); }
      });
      tables.forEach(function (table) { table.parentNode.classList.toggle("hide", !live.has(table)); });
      count.textContent = wanted.length ? "showing " + shown + " of " + rows.length : rows.length + " entries";
      if (wanted.length) history.replaceState(null, "", "#?q=" + encodeURIComponent(input.value));
      else if (location.hash.startsWith("#?q=")) history.replaceState(null, "", "#timeline");
    };
    box.hidden = false;
    if (location.hash.startsWith("#?q=")) {
      try { input.value = decodeURIComponent(location.hash.slice(4)); } catch (error) { input.value = ""; }
    }
    var waiting;
    input.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
    apply();
  }
  // Tables other than the timeline sort by a click on a heading.
  function key(row, index) {
    var cell = row.cells[index], time = cell.querySelector("time");
    if (time) return time.getAttribute("datetime");
    var text = cell.textContent.trim(), number = Number(text.replace(/,/g, "").split(" ")[0]);
    return cell.classList.contains("num") && text !== "" && !isNaN(number) ? number : text.toLowerCase();
  }
  document.querySelectorAll("table:not(.timeline)").forEach(function (table) {
    if (table.tBodies[0].rows.length < 3) return;
    Array.from(table.tHead.rows[0].cells).forEach(function (th, index) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = th.textContent;
      th.replaceChildren(button);
      button.addEventListener("click", function () {
        var down = th.getAttribute("aria-sort") === "ascending";
        Array.from(table.tHead.rows[0].cells).forEach(function (other) { other.removeAttribute("aria-sort"); });
        th.setAttribute("aria-sort", down ? "descending" : "ascending");
        var rows = Array.from(table.tBodies[0].rows).map(function (row, place) {
          return { row: row, key: key(row, index), place: place };
        });
        rows.sort(function (a, b) {
          var order = typeof a.key === typeof b.key ? (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
            : typeof a.key === "number" ? -1 : 1;
          return (down ? -order : order) || a.place - b.place;
        });
        table.tBodies[0].append.apply(table.tBodies[0], rows.map(function (entry) { return entry.row; }));
      });
    });
  });
  // Copying a command gives its true text; copying an indicator gives the defanged one.
  function addCopy(parent, code) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.textContent = "Copy";
    var text = code.textContent;
    button.addEventListener("click", function () {
      var done = function () { button.textContent = "Copied"; setTimeout(function () { button.textContent = "Copy"; }, 1500); };
      var byHand = function () {
        var range = document.createRange();
        range.selectNodeContents(code);
        var selection = getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        if (document.execCommand("copy")) done();
      };
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand); else byHand();
    });
    parent.append(button);
  }
  document.querySelectorAll("pre:not(.quote)").forEach(function (pre) { addCopy(pre, pre.firstElementChild); });
  document.querySelectorAll(".copy").forEach(function (span) { addCopy(span, span.firstElementChild); });
})();
