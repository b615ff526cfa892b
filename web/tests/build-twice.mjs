// Builds the page twice, into folders of their own, and compares the bytes with each other and
// with the built page that is committed.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const web = new URL('..', import.meta.url).pathname
const committed = join(web, '../internal/faces/page/dist')

function digest(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((f) => statSync(join(folder, f)).isFile()).sort()
  return files.map((f) => `${createHash('sha256').update(readFileSync(join(folder, f))).digest('hex')}  ${f}`).join('\n')
}

function built() {
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  try {
    execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { cwd: web, env: { ...process.env, PAGE_OUT: folder }, stdio: 'inherit' })
    return digest(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const [first, second] = [built(), built()]
if (first !== second) {
  console.error('two builds differ')
  process.exit(1)
}
if (first !== digest(committed)) {
  console.error('internal/faces/page/dist is not what the source builds; run npm run build')
  process.exit(1)
}
console.log('two builds are the same, and the built page is up to date')
