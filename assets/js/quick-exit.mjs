// Leaves the page at once: the link, or Escape three times within two seconds.
// `replace` takes this page out of the history, so that "back" doesn't return to it.

function leave(address) {
  document.title = ''
  document.body.classList.add('k-hidden-body')
  window.location.replace(address)
}

export function startQuickExit() {
  const link = document.querySelector('[data-quick-exit]')
  if (!link) return
  link.addEventListener('click', (event) => {
    event.preventDefault()
    leave(link.href)
  })
  let presses = []
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') {
      presses = []
      return
    }
    const now = Date.now()
    presses = [...presses.filter((time) => now - time < 2000), now]
    if (presses.length >= 3) leave(link.href)
  })
  // A page that comes back from the browser's memory must not stay blank.
  window.addEventListener('pageshow', () => document.body.classList.remove('k-hidden-body'))
}
