// A polite hint while a person is typed: somebody alike is written down already. It never blocks.

const NAMES = ['first_name', 'surname', 'birth_date']

function asked(form) {
  const body = new FormData()
  for (const [name, value] of new FormData(form)) {
    if (name === 'csrfmiddlewaretoken' || NAMES.some((one) => name.startsWith(one))) body.append(name, value)
  }
  return body
}

export function startLookalikes() {
  for (const form of document.querySelectorAll('form[data-alike-url]')) {
    const group = form.querySelector('[name="surname"]')?.closest('.govuk-form-group')
    if (!group) continue
    const status = document.createElement('p')
    status.className = 'k-word-hint'
    status.setAttribute('role', 'status')
    group.append(status)
    let timer
    let latest = 0
    const check = async () => {
      const turn = ++latest
      const body = asked(form)
      try {
        const answer = await fetch(form.dataset.alikeUrl, {
          method: 'POST',
          body,
          credentials: 'same-origin',
          redirect: 'manual',
          headers: { 'X-CSRFToken': body.get('csrfmiddlewaretoken') ?? '', Accept: 'application/json' }
        })
        const { words } = answer.ok ? await answer.json() : { words: '' }
        if (turn === latest && status.textContent !== words) status.textContent = words
      } catch {
        // Without a network the question comes when the form is sent.
      }
    }
    form.addEventListener('input', (event) => {
      if (!NAMES.some((one) => event.target.name?.startsWith(one))) return
      window.clearTimeout(timer)
      timer = window.setTimeout(check, 600)
    })
  }
}
