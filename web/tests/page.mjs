// Tests of the page in a real browser against the real binary.
//   DETENTE_BIN   the binary to start (default ../bin/detente)
//   DETENTE_URL   a page that is already served, instead
//   CHROMIUM      the browser (default /usr/bin/chromium)
// A name as argument runs the tests whose title holds it.
import { readdirSync } from 'node:fs'
import { launch } from './page/browser.mjs'
import { serve } from './page/server.mjs'

const only = process.argv[2] ?? ''
const folder = new URL('./page/', import.meta.url)
const suites = readdirSync(folder).filter((f) => f.endsWith('.page.mjs')).sort()

const server = await serve()
const browser = await launch()
let failed = 0
let ran = 0
try {
  for (const suite of suites) {
    const { tests } = await import(new URL(suite, folder))
    for (const [title, run] of Object.entries(tests)) {
      if (!title.includes(only)) continue
      ran++
      const started = Date.now()
      const opened = await browser.visit(server.url)
      try {
        await run(opened)
        opened.check()
        console.log(`ok    ${title} (${Date.now() - started} ms)`)
      } catch (e) {
        failed++
        console.error(`FAIL  ${suite}: ${title}\n${e.stack}`)
      } finally {
        await opened.close()
      }
    }
  }
} finally {
  await browser.close()
  await server.stop()
}
console.log(`${ran - failed} of ${ran} passed`)
process.exit(failed || ran === 0 ? 1 : 0)
