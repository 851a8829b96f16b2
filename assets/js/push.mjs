// Asks the browser for an address at which it can be told that a message waits, and sends it with the form.
// Whatever the browser had before ends first, so that nobody's earlier address lives on in it.

const WORKER = '/powiadomienia.js'

async function ask(key) {
  const registration = await navigator.serviceWorker.register(WORKER, { scope: '/', updateViaCache: 'none' })
  await navigator.serviceWorker.ready
  await (await registration.pushManager.getSubscription())?.unsubscribe()
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  return subscription.endpoint
}

export function startPush() {
  const form = document.querySelector('form[data-push-key]')
  if (!form || !('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return
  const button = form.querySelector('button')
  const status = form.querySelector('[data-push-status]')
  status.textContent = ''
  button.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    button.disabled = true
    status.textContent = ''
    try {
      if ((await Notification.requestPermission()) === 'granted') {
        form.elements.address.value = await ask(form.dataset.pushKey)
        form.submit()
        return
      }
      status.textContent = form.dataset.denied
    } catch {
      status.textContent = form.dataset.failed
    }
    button.disabled = false
  })
}
