// Saves a form while it is written: POST of its fields to data-autosave-url, answered by {"saved_at": "14:05"}.
// Nothing is kept in the browser: until the server has it, the text stays on the page and the page says so.

const WAIT = 3000
const LONGEST_WAIT = 60000

class Autosave {
  constructor(form) {
    this.form = form
    this.url = form.dataset.autosaveUrl
    this.status = form.querySelector('[data-autosave-status]') ?? document.querySelector('[data-autosave-status]')
    this.texts = this.status?.dataset ?? {}
    this.failures = 0
    this.changed = false
    this.sending = false
    this.submitting = false
    this.waiting = null

    form.addEventListener('input', () => this.touch())
    form.addEventListener('change', () => this.touch())
    form.addEventListener('submit', (event) => this.submit(event))
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.flush()
    })
    window.addEventListener('pagehide', () => this.flush())
    window.addEventListener('online', () => this.online())
    window.addEventListener('offline', () => this.say('offline', 'error'))
    window.addEventListener('beforeunload', (event) => {
      if (this.changed && this.failures > 0 && !this.submitting) event.preventDefault()
    })
  }

  say(name, state = 'saved', time = '') {
    if (!this.status || !this.texts[name]) return
    this.status.dataset.state = state
    this.status.textContent = this.texts[name].replace('%{time}', time)
  }

  touch() {
    this.changed = true
    this.plan(this.failures ? undefined : WAIT)
  }

  plan(wait = Math.min(WAIT * 2 ** this.failures, LONGEST_WAIT)) {
    window.clearTimeout(this.waiting)
    this.waiting = window.setTimeout(() => this.send(), wait)
  }

  body() {
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === 'string') fields.append(name, value)
    }
    return fields
  }

  // The page is going away: send what is not yet saved, without waiting for the answer.
  flush() {
    if (!this.changed || this.submitting) return
    window.clearTimeout(this.waiting)
    this.send({ keepalive: true })
  }

  async send({ keepalive = false } = {}) {
    if (this.submitting) return
    if (this.sending && !keepalive) {
      this.plan(WAIT)
      return
    }
    this.sending = true
    this.changed = false
    const body = this.body()
    try {
      const answer = await fetch(this.url, {
        method: 'POST',
        body,
        keepalive,
        credentials: 'same-origin',
        redirect: 'manual',
        headers: { 'X-CSRFToken': body.get('csrfmiddlewaretoken') ?? '', Accept: 'application/json' }
      })
      if ([401, 403].includes(answer.status) || answer.type === 'opaqueredirect') {
        this.changed = true
        this.failures += 1
        this.say('signedOut', 'error')
        return
      }
      if (!answer.ok) throw new Error(String(answer.status))
      const { saved_at: time } = await answer.json()
      this.failures = 0
      this.say('saved', 'saved', time)
    } catch {
      this.changed = true
      this.failures += 1
      this.say('failed', 'error')
      this.plan()
    } finally {
      this.sending = false
    }
  }

  // Without a connection a submitted form would be lost with its page: keep the page and say so.
  submit(event) {
    if (event.defaultPrevented) return
    if (navigator.onLine === false) {
      event.preventDefault()
      event.stopPropagation()
      this.say('offline', 'error')
      return
    }
    this.submitting = true
    window.clearTimeout(this.waiting)
  }

  online() {
    this.say('online')
    if (this.changed) this.plan(0)
  }
}

export function startAutosave() {
  for (const form of document.querySelectorAll('form[data-autosave-url]')) new Autosave(form)
  window.addEventListener('pageshow', (event) => {
    // A page from the browser's memory has old tokens and an old draft; fetch it again.
    if (event.persisted && document.querySelector('form[data-autosave-url]')) window.location.reload()
  })
}
