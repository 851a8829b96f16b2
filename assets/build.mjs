// Builds the committed styles, scripts and fonts of the face: `npm ci && npm run build` here.
// Running Kooperacja needs none of this; a test compares the hash that is written last.
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const out = join(here, '../src/kooperacja/ui/static/ui')
const root = join(here, '../src/kooperacja/ui/root')
const lato = join(here, 'node_modules/@fontsource/lato')

rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, 'fonts'), { recursive: true })

const compiled = compile(join(here, 'scss/app.scss'), { loadPaths: [here], quietDeps: true, style: 'compressed' })
// MoJ's timeline has one rule with a picture that we neither have nor need.
const styles = { css: compiled.css.replace(/\.moj-timeline__document-link[^{}]*\{[^}]*\}/g, '') }
for (const forbidden of ['GDS Transport', 'crown', 'crest', '/assets/']) {
  if (styles.css.includes(forbidden)) throw new Error(`The styles name "${forbidden}", which belongs to another house.`)
}
writeFileSync(join(out, 'app.css'), styles.css + '\n')

const scripts = {
  app: join(out, 'app.js'),
  start: join(out, 'start.js'),
  'push-worker': join(root, 'powiadomienia.js') // its place says for which pages it stands: for all
}
for (const [name, outfile] of Object.entries(scripts)) {
  await build({
    entryPoints: [join(here, `js/${name}.mjs`)],
    outfile,
    bundle: true,
    minify: true,
    legalComments: 'none',
    format: name === 'app' ? 'esm' : 'iife',
    target: 'es2020',
    charset: 'utf8'
  })
}

for (const subset of ['latin', 'latin-ext']) {
  for (const weight of [400, 700]) {
    const name = `lato-${subset}-${weight}-normal.woff2`
    cpSync(join(lato, 'files', name), join(out, 'fonts', name))
  }
}
for (const name of readdirSync(join(here, 'img'))) cpSync(join(here, 'img', name), join(out, name))

writeFileSync(
  join(out, 'LICENCES.txt'),
  readFileSync(join(here, 'licences.txt'), 'utf8') + '\n' + readFileSync(join(lato, 'LICENSE'), 'utf8').replace(/\r\n/g, '\n')
)

function inputs(folder) {
  return readdirSync(folder)
    .filter((name) => name !== 'node_modules')
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? inputs(path) : [path]))
}

const hash = createHash('sha256')
for (const name of inputs(here).map((path) => relative(here, path)).sort()) {
  hash.update(name + '\0').update(readFileSync(join(here, name))).update('\0')
}
writeFileSync(join(out, 'inputs.sha256'), hash.digest('hex') + '\n')
