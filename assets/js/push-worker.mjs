// The service worker: shows one sentence, always the same, and opens the first page. It keeps nothing, answers no
// requests and knows nobody, for a telephone lies on the table and may be lent. It stands at the root of the site and
// is the same for all, so the sentence is here and not in a catalogue.

self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('push', (event) => {
  event.waitUntil(
    self.registration.showNotification('Kooperacja', {
      body: 'Masz nową wiadomość.',
      lang: 'pl',
      tag: 'nowe',
      renotify: true
    })
  )
})

// A new window: in one that is open somebody may be writing.
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(self.clients.openWindow('/'))
})
