// Sorts a table by the column whose head is pressed: numbers by value, words by letters.
document.querySelectorAll("table.sortable").forEach(function (table) {
  var heads = table.tHead.rows[0].cells;
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
        var x = parseFloat(key(a).replace(/,/g, ""));
        var y = parseFloat(key(b).replace(/,/g, ""));
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
