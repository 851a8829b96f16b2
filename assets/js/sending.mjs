// While somebody types, asks now and then for a tiny file. When it doesn't come, a sent form would be lost behind the
// browser's own page of errors: so the form stays, the page says why, and it is sent once the file comes again.

const RHYTHM = 10000
const PATIENCE = 10000

let asked = Date.now() // the page has just come
let reachable = true

async function ask() {
  asked = Date.now()
  const icon = document.querySelector('link[rel="icon"]')
  try {
    reachable = (await fetch(icon.href, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) })).ok
  } catch {
    reachable = false
  }
  return reachable
}

function say(form, text) {
  const status = form.querySelector('[data-autosave-status]')
  if (status) status.dataset.state = 'error'
  let told = status ?? form.querySelector('[data-unsent]')
  if (!told) {
    told = document.createElement('p')
    told.className = 'govuk-error-message'
    told.dataset.unsent = ''
    told.setAttribute('role', 'alert')
    const button = [...form.querySelectorAll('button:not([type="button"])')].pop()
    if (button) (button.closest('.govuk-button-group') ?? button).before(told)
    else form.append(told)
  }
  told.textContent = text
}

export function startSending() {
  const typed = new WeakSet()
  const sure = new WeakSet()
  document.addEventListener('input', ({ target }) => {
    if (target.form) typed.add(target.form)
    if (Date.now() - asked > RHYTHM) ask()
  })
  document.addEventListener(
    'submit',
    async (event) => {
      const form = event.target
      if (form.method !== 'post' || !typed.has(form) || sure.delete(form)) return
      if (reachable && navigator.onLine) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (await ask()) {
        sure.add(form)
        form.requestSubmit(event.submitter)
      } else {
        say(form, document.body.dataset.unsent)
      }
    },
    true
  )
}
