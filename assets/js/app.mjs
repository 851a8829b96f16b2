import {
  Button,
  CharacterCount,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  createAll
} from 'govuk-frontend'

import { startAutosave } from './autosave.mjs'
import { startCopyButtons } from './copy.mjs'
import { startLookalikes } from './lookalikes.mjs'
import { startPrintButtons } from './print.mjs'
import { startPush } from './push.mjs'
import { startQuickExit } from './quick-exit.mjs'
import { startReveals } from './reveal.mjs'
import { startSending } from './sending.mjs'
import { startTables } from './tables.mjs'
import { startWordHints } from './word-hints.mjs'

// The summary of errors comes last, so that it has the focus, whatever else asks for it.
const components = [
  Button,
  CharacterCount,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  ErrorSummary
]

// Leaving comes first: nothing that fails below may keep a person on the page.
startQuickExit()
for (const component of components) createAll(component)
startAutosave()
startCopyButtons()
startLookalikes()
startPrintButtons()
startPush()
startReveals()
startSending()
startTables()
startWordHints()
