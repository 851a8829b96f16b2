// Shows the fields that belong to a chosen answer and hides the others. Like GOV.UK's own script, but without
// aria-expanded, which radio buttons may not carry.

function update(group) {
  for (const input of group.querySelectorAll('[data-reveal]')) {
    const part = document.getElementById(input.dataset.reveal)
    if (!part) continue
    part.classList.toggle(input.type === 'radio' ? 'govuk-radios__conditional--hidden' : 'govuk-checkboxes__conditional--hidden', !input.checked)
  }
}

export function startReveals() {
  for (const group of document.querySelectorAll('.govuk-radios, .govuk-checkboxes')) {
    if (!group.querySelector('[data-reveal]')) continue
    group.addEventListener('change', () => update(group))
    update(group)
  }
  // The browser puts answers back after "back" without saying so.
  window.addEventListener('pageshow', () => document.querySelectorAll('.govuk-radios, .govuk-checkboxes').forEach(update))
}
