// Copies the text of the element named by data-copy and says so in the button's status.
export function startCopyButtons() {
  for (const button of document.querySelectorAll('[data-copy]')) {
    const source = document.getElementById(button.dataset.copy)
    if (!source || !navigator.clipboard) continue
    button.hidden = false
    const status = button.parentElement.querySelector('[data-copy-status]')
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(source.textContent.trim())
        if (status) status.textContent = button.dataset.copied
      } catch {
        if (status) status.textContent = button.dataset.failed
      }
    })
  }
}
