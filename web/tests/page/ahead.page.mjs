import assert from 'node:assert/strict'

// The first fit of a fresh store takes seconds, and longer on a busy machine.
const ready = (page) => page.waitForFunction(() => document.querySelector('#ledger .data') && !document.querySelector('#ledger [aria-busy=true]'), null, { timeout: 60_000 })
const select = (page, label) => page.locator('#ledger label').filter({ has: page.locator('span', { hasText: new RegExp(`^${label}$`) }) }).locator('select')
const fits = async (page) => assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the window')

export const tests = {
  'the months ahead are a fan with earlier forecasts, and the table has the same numbers': async ({ open, page, query }) => {
    await open('?ledger=horizon')
    await ready(page)
    const fan = page.locator('#ledger figure svg[role=img]').first()
    assert.match(await fan.getAttribute('aria-label'), /nine chances in ten/)
    const drawn = () => page.evaluate(() => ({ dots: document.querySelectorAll('#ledger .dot').length, past: document.querySelectorAll('#ledger .ghost').length, hits: document.querySelectorAll('#ledger .hit').length }))
    const first = await drawn()
    assert.equal(first.dots, 24)
    assert.ok(first.past >= 20 && first.hits === 30, JSON.stringify(first))
    assert.match(await page.locator('#ledger').innerText(), /Forecast 1 month before: of \d+ that are over, \d+ held/)
    // Another question: deaths, three months ahead, from one day; all of it is in the address.
    await select(page, 'Earlier forecasts, made').selectOption('3')
    assert.match(await page.locator('#ledger').innerText(), /Forecast 3 months before: of \d+/)
    await select(page, 'Forecast').selectOption('deaths')
    await page.waitForFunction(() => document.querySelector('#ledger .data')?.innerText.includes('Deaths'))
    await ready(page)
    const days = await select(page, 'or on').locator('option').evaluateAll((all) => all.map((o) => o.value))
    await select(page, 'or on').selectOption(days[3])
    assert.equal(query().get('pick'), `lead=3&measure=deaths&origin=${days[3]}`)
    assert.ok((await drawn()).past <= 6)
    await page.getByRole('button', { name: /Show as table\s*: The months ahead/ }).click()
    const rows = page.locator('#ledger table', { hasText: 'Made on' }).locator('tbody tr')
    assert.equal(await rows.count(), 30)
    assert.match(await rows.first().innerText(), /now$/)
    const address = page.url()
    await page.goto('about:blank')
    await page.goto(address)
    await ready(page)
    assert.equal(await select(page, 'or on').inputValue(), days[3])
  },

  'the months ahead of each place stand in no order of rank, and files answer': async ({ open, page }) => {
    await open('?ledger=horizon')
    await ready(page)
    const names = await page.locator('#ledger figure figcaption strong').allInnerTexts()
    assert.ok(names.length > 5, names.join())
    const parts = names.slice(0, -1).map((n) => n.split(', ').reverse().join('|'))
    assert.deepEqual(parts, parts.toSorted(), 'not by country and name')
    await select(page, 'By').selectOption('province')
    assert.ok((await page.locator('#ledger figure figcaption strong').allInnerTexts()).length < names.length)
    for (const link of await page.locator('#ledger .files a').evaluateAll((all) => all.map((a) => a.href))) assert.ok((await page.request.get(link)).ok(), link)
  },

  'the months ahead and what followed fit a narrow window': async ({ another }) => {
    const { open, page, check, close } = await another({ viewport: { width: 360, height: 800 }, colorScheme: 'dark' })
    await open('?ledger=horizon&tables=horizon')
    await ready(page)
    await fits(page)
    await page.goto(page.url().replace(/\?.*/, '?ledger=retaliation'))
    await ready(page)
    await page.getByRole('button', { name: 'Fill in an example' }).click()
    await page.locator('#ledger .heat button .range').first().waitFor({ timeout: 60_000 })
    await fits(page)
    check()
    await close()
  },

  'what followed is asked of the streams chosen, and each window says what is behind it': async ({ open, page, query, requests }) => {
    await open('?ledger=retaliation')
    await ready(page)
    assert.ok(!requests.some((r) => /\/wake|\/checks/.test(r)), 'asked before anything was chosen')
    await page.getByRole('button', { name: 'Fill in an example' }).click()
    await page.locator('#ledger .heat button .range').first().waitFor({ timeout: 60_000 })
    const grid = page.getByRole('region', { name: 'Further events by window' })
    assert.equal(await grid.locator('tbody tr').count(), 3)
    assert.equal(await grid.locator('tbody td').count(), 12)
    const cell = grid.locator('tbody button').first()
    await cell.focus()
    await page.keyboard.press('Enter')
    assert.equal(await cell.getAttribute('aria-pressed'), 'true')
    assert.match(await page.locator('#ledger .behind').last().innerText(), /\d+ of \d+ matched/)
    assert.match(query().get('pick'), /after=.*against=.*follow=.*window=7-/)
    await page.getByRole('button', { name: /Show as table\s*: Further events by window/ }).click()
    assert.equal(await page.locator('#ledger table').filter({ has: page.locator('th', { hasText: 'By relabelling' }) }).locator('tbody tr').count(), 12)
    await select(page, 'set against').selectOption(new URLSearchParams(query().get('pick')).get('after'))
    await page.getByText('Choose two different kinds of event.').waitFor()
    assert.equal(await page.locator('#ledger .heat button .range').count(), 0)
  },

  'the checks run only when asked for, and the page stays usable': async ({ open, page }) => {
    // The program takes minutes for them; what it answers is stood in for here.
    let asked = 0
    await page.route('**/api/v1/retaliation/checks*', (route) => {
      asked++
      if (asked < 3) return route.fulfill({ status: 202, json: { state: 'running', seconds: asked, sets: 5, streams: [] } })
      return route.fulfill({ json: { state: 'done', seconds: 75, sets: 5, streams: [], refused: 'Too few events.' } })
    })
    await open('?ledger=retaliation')
    await ready(page)
    assert.equal(asked, 0)
    await page.getByRole('button', { name: 'Run the checks' }).click()
    await page.getByText('The checks run.').waitFor()
    await page.locator('#retaliation .heat td button').first().click()
    await page.locator('#retaliation .behind').waitFor()
    await page.getByText('Too few events.').waitFor()
    assert.equal(asked, 3)
  },
}
