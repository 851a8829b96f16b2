// Passkeys: the browser asks for a finger, a face or a PIN, and its answer goes to the server as an ordinary form.
// <form data-passkey="add|get|login"> holds an input named "credential" and a line [data-passkey-problem].
(() => {
  'use strict'

  const problemOf = { NotAllowedError: 'cancelled', AbortError: 'cancelled', InvalidStateError: 'known' }

  async function optionsFor (form) {
    if (form.dataset.passkey !== 'login') {
      return JSON.parse(document.getElementById('passkey-options').textContent)
    }
    const answer = await fetch(form.action, { headers: { Accept: 'application/json' } })
    if (!answer.ok) throw new Error('no options')
    return answer.json()
  }

  async function ask (form) {
    const options = await optionsFor(form)
    if (form.dataset.passkey !== 'add') return window.webauthnJSON.get(options.request_options)
    const creation = options.creation_options
    Object.assign(creation.publicKey.authenticatorSelection, {
      residentKey: 'required', requireResidentKey: true, userVerification: 'required'
    })
    return window.webauthnJSON.create(creation)
  }

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const problem = form.querySelector('[data-passkey-problem]')
    const button = form.querySelector('button:not([type=button])')
    const say = kind => {
      problem.textContent = problem.dataset[kind]
      problem.hidden = false
    }
    if (!window.PublicKeyCredential || !window.webauthnJSON) {
      say('missing')
      button.disabled = true
      continue
    }
    form.addEventListener('submit', async event => {
      event.preventDefault()
      button.disabled = true
      problem.hidden = true
      try {
        form.elements.credential.value = JSON.stringify(await ask(form))
        form.submit()
      } catch (error) {
        button.disabled = false
        say(problemOf[error.name] || 'other')
      }
    })
  }
})()
