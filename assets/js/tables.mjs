// Stacked tables lose their table roles where CSS changes their display; give them back, and name the cells
// whose template didn't.
const roles = { table: 'table', thead: 'rowgroup', tbody: 'rowgroup', tr: 'row', td: 'cell' }

export function startTables() {
  for (const table of document.querySelectorAll('table.k-table--stacked')) {
    const headings = [...table.querySelectorAll('thead th')].map((cell) => cell.textContent.trim())
    table.setAttribute('role', roles.table)
    for (const [name, role] of Object.entries(roles)) {
      for (const element of table.querySelectorAll(name)) element.setAttribute('role', role)
    }
    for (const heading of table.querySelectorAll('thead th')) heading.setAttribute('role', 'columnheader')
    for (const row of table.querySelectorAll('tbody tr')) {
      ;[...row.cells].forEach((cell, index) => {
        if (cell.tagName === 'TH') cell.setAttribute('role', 'rowheader')
        else if (!cell.dataset.label && headings[index]) cell.dataset.label = headings[index]
      })
    }
  }
}
