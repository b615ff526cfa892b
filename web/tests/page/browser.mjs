import assert from 'node:assert/strict'
import { chromium } from 'playwright-core'

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** A browser whose every visit watches what must never happen: errors, and calls to elsewhere. */
export async function launch() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGS })

  async function visit(base, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    const requests = []
    const wrong = []
    const origin = new URL(base).origin
    page.on('request', (r) => {
      requests.push(r.url())
      if (!/^(data|blob):/.test(r.url()) && new URL(r.url()).origin !== origin) wrong.push(`call to elsewhere: ${r.url()}`)
    })
    page.on('pageerror', (e) => wrong.push(`error: ${e}`))
    page.on('console', (m) => {
      if (m.type() === 'error' && !/Failed to load resource/.test(m.text())) wrong.push(`console: ${m.text()}`)
    })
    const self = {
      page, context, base, requests, origin,
      another: (more, address = base) => visit(address, more),
      /** Opens an address of the page and waits until the first answers are there. */
      async open(query = '') {
        await page.goto(base + query)
        await page.locator('#verdicts article, #verdicts .failed, #verdicts .empty').first().waitFor()
        await page.locator('#toll .outcome:not([data-state=loading])').waitFor()
        return page
      },
      query: () => new URL(page.url()).searchParams,
      async settled() {
        await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'))
      },
      /** Scrolls to the map and waits until it is drawn. */
      async map() {
        await page.locator('#map').scrollIntoViewIfNeeded()
        await page.locator('[data-map][data-ready=true]').waitFor({ timeout: 30_000 })
      },
      check: () => assert.deepEqual(wrong, []),
      close: () => context.close(),
    }
    return self
  }

  return { visit, close: () => browser.close() }
}
