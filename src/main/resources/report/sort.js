// Sorts a table by the column whose head is pressed: numbers by value, words by letters.
document.querySelectorAll("table.sortable").forEach(function (table) {
  var heads = table.tHead.rows[0].cells;
  // A number as the page writes it: thousands apart by narrow spaces, k, M and G, behind a sign such as <.
  var number = function (text) {
    var found =
      /^[\u00b1<>~\u2248\s]*([-+]?\d[\d.,\u202f]*(?:e[-+]?\d+)?)(?:\s([kMG])(?![A-Za-z]))?/.exec(text);
    var thousands = { k: 1e3, M: 1e6, G: 1e9 };
    return found
      ? parseFloat(found[1].replace(/[,\u202f]/g, "")) * (found[2] ? thousands[found[2]] : 1)
      : NaN;
  };
  Array.prototype.forEach.call(heads, function (head, column) {
    if (head.classList.contains("bar")) {
      return;
    }
    var button = document.createElement("button");
    button.type = "button";
    button.append.apply(button, Array.from(head.childNodes));
    head.append(button);
    button.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending";
      Array.prototype.forEach.call(heads, function (other) {
        other.removeAttribute("aria-sort");
      });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      var rows = Array.from(table.tBodies[0].rows);
      var key = function (row) {
        return row.cells[column].textContent.trim();
      };
      rows.sort(function (a, b) {
        var x = number(key(a));
        var y = number(key(b));
        var order =
          isNaN(x) || isNaN(y) ? (isNaN(x) - isNaN(y)) || key(a).localeCompare(key(b)) : x - y;
        return down ? -order : order;
      });
      rows.forEach(function (row) {
        table.tBodies[0].append(row);
      });
    });
  });
});
