() => {
  const astray = [];
  const near = (one, other) => Math.abs(one - other) < 1;
  const textOf = (element) => element.textContent.trim().replace(/\s+/g, " ");
  const style = (element, part) => getComputedStyle(element, part);
  for (const table of document.querySelectorAll("table.rows")) {
    const heads = [...table.querySelectorAll("thead th")];
    const headless = table.tHead.matches(".visually-hidden");
    for (const row of table.querySelectorAll("tbody tr")) {
      const cells = [...row.children];
      if (cells.some((cell) => cell.colSpan > 1)) continue;
      if (cells.length !== heads.length) astray.push(`${cells.length} cells under ${heads.length} headings: ${textOf(row)}`);
      cells.forEach((cell, index) => {
        const head = heads[index];
        const [here, there] = [cell.getBoundingClientRect(), head.getBoundingClientRect()];
        const name = `${textOf(head)}: ${textOf(cell)}`;
        if (headless && style(cell).display === "table-cell") return;
        if (style(cell).display === "table-cell") {
          const aligned = style(cell).textAlign === style(head).textAlign || ["start", "left"].includes(style(head).textAlign) && ["start", "left"].includes(style(cell).textAlign);
          if (!near(here.left, there.left) || !near(here.right, there.right) || !aligned) astray.push(name);
          if (!table.matches(".parameters") && /^-?[\d,]+\.\d\d( 元)?$/.test(textOf(cell)) && style(cell).textAlign !== "right") astray.push(`not to the right, ${name}`);
          return;
        }
        const label = style(cell, "::before").content.replace(/^"|"$/g, "");
        if (!label || !textOf(head).startsWith(label)) astray.push(`labelled ${label}, ${name}`);
        const range = document.createRange();
        range.selectNodeContents(cell);
        const edge = here.left + parseFloat(style(cell).getPropertyValue("--label") || 0);
        const pieces = [...range.getClientRects()].filter((piece) => piece.width > 1 && piece.height > 1);
        if (pieces.some((piece) => piece.left < edge - 1)) astray.push(`under the labels, ${name}`);
      });
    }
  }
  return [...new Set(astray)].slice(0, 12);
}
