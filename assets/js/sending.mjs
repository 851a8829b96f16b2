// Before a form is sent, and now and then while somebody types, asks for a tiny file. When it doesn't come, a sent form
// would be lost behind the browser's own page of errors: so the form stays, the page says why, and it is sent once the
// file comes again. This holds for every form that is posted, also for one that only carries on what was typed before.

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
  const typed = new Set()
  const sure = new WeakSet()
  const waiting = new WeakSet()
  document.addEventListener('input', ({ target }) => {
    if (target.form?.method === 'post') typed.add(target.form)
    if (Date.now() - asked > RHYTHM) ask()
  })
  // Forms that save themselves say this in their own words.
  window.addEventListener('offline', () => {
    for (const form of typed) if (!form.dataset.autosaveUrl) say(form, document.body.dataset.offline)
  })
  window.addEventListener('online', () => {
    for (const form of typed) form.querySelector('[data-unsent]')?.remove()
  })
  document.addEventListener(
    'submit',
    async (event) => {
      const { target: form, submitter } = event
      if (form.method !== 'post' || sure.delete(form)) return
      if (reachable && navigator.onLine && Date.now() - asked < RHYTHM) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (waiting.has(form)) return
      waiting.add(form)
      const comes = await ask()
      waiting.delete(form)
      if (comes) {
        sure.add(form)
        form.requestSubmit(submitter)
      } else {
        say(form, document.body.dataset.unsent)
      }
    },
    true
  )
}
