// Runs before the page is drawn, so that what JavaScript hides never flashes.
document.documentElement.classList.add('k-js')
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
