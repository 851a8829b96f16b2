// A polite hint while typing: words that don't belong in this box. It never blocks.
// Each entry of data-warn-words is the beginning of a word, so that Polish endings are found too.

function fold(text) {
  return text.toLocaleLowerCase('pl').normalize('NFD').replace(/\p{Diacritic}/gu, '').replace(/ł/g, 'l')
}

function found(text, starts) {
  const words = text.match(/[\p{L}\d]+(?:[ -][\p{L}\d]+)*/gu) ?? []
  const folded = ' ' + fold(words.join(' ')).replace(/-/g, ' ')
  return starts.filter((start) => folded.includes(' ' + fold(start)))
}

export function startWordHints() {
  for (const area of document.querySelectorAll('[data-warn-words]')) {
    const starts = JSON.parse(area.dataset.warnWords)
    const status = document.getElementById(area.id + '_words')
    if (!status) continue
    let timer
    const check = () => {
      const words = found(area.value, starts)
      const text = words.length ? area.dataset.warnText.replace('%{words}', words.join(', ')) : ''
      if (status.textContent !== text) status.textContent = text
    }
    area.addEventListener('input', () => {
      window.clearTimeout(timer)
      timer = window.setTimeout(check, 600)
    })
    check()
  }
}
