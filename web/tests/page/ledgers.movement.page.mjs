import assert from 'node:assert/strict'

// Channels, crossings, returns, linkage and retaliation: each is opened by its address.
async function shown(open, page, ledger, query = '') {
  await open(`?ledger=${ledger}${query}`)
  const panel = page.locator(`#${ledger}`)
  await panel.scrollIntoViewIfNeeded()
  await panel.locator('.data').first().waitFor({ timeout: 60_000 })
  return panel
}

async function api(page, origin, route) {
  const answer = await page.request.get(`${origin}/api/v1/${route}`, { timeout: 60_000 })
  return answer.json()
}

export const tests = {
  'channels: each mediator has its class, the rule and its contacts': async ({ open, page, origin, query }) => {
    const a = await api(page, origin, 'channels')
    const panel = await shown(open, page, 'channels')
    const text = await panel.innerText()
    assert.ok(text.includes(a.rule.text))
    for (const c of a.channels) {
      const row = panel.locator('table').first().locator('tbody tr', { hasText: c.name }).first()
      assert.ok((await row.innerText()).includes(c.class_name), c.id)
    }
    for (const c of a.channels.filter((x) => x.beyond)) assert.match(c.class_name, /not known since/)
    await panel.locator('td a').first().click()
    await page.locator('dialog[open]').waitFor()
    assert.ok(query().get('event'))
  },

  'channels: contacts are dots, refused ones another shape': async ({ open, page, origin }) => {
    const a = await api(page, origin, 'channels')
    const panel = await shown(open, page, 'channels')
    const chart = panel.locator('.chart > svg')
    const days = a.channels.reduce((n, c) => n + c.occasions.length, 0)
    assert.equal(await chart.locator('circle.held').count(), days)
    const refused = a.channels.reduce((n, c) => n + c.refused_ids.length, 0)
    await page.waitForFunction((n) => document.querySelectorAll('#channels .chart path.refused').length === n, refused)
  },

  'channels: what followed is counted with its base rate, as an association': async ({ open, page }) => {
    const text = await (await shown(open, page, 'channels')).innerText()
    assert.match(text, /\d+% \(\d+%–\d+%, 90% interval\) of \d+/)
    assert.match(text, /of all days since the first contact/)
    assert.match(text, /An association, not shown to be an effect/)
  },

  'crossings: a strip for each crossing and scope leads to its reports': async ({ open, page, origin }) => {
    const a = await api(page, origin, 'crossings')
    const panel = await shown(open, page, 'crossings')
    const strips = panel.locator('.strip svg')
    assert.equal(await strips.count(), a.crossings.reduce((n, c) => n + c.scopes.length, 0))
    const box = await strips.last().boundingBox()
    await strips.last().click({ position: { x: box.width * 0.95, y: box.height - 2 } })
    assert.ok((await panel.locator('.pointed a[target=_blank]').count()) > 0)
    assert.match(await panel.innerText(), /Chance of reopening within 7 days/)
    assert.match(await panel.innerText(), /end not seen/)
  },

  'crossings: the span and the table follow the address': async ({ open, page, query }) => {
    const panel = await shown(open, page, 'crossings', '&span=26')
    assert.match(await panel.innerText(), /1 Jan 2026 to 1 Jul 2026/)
    await panel.getByRole('button', { name: /Show as table/ }).click()
    assert.ok(query().getAll('tables').includes('crossings'))
    assert.match(await panel.locator('table').first().innerText(), /not certain/)
  },

  'returns: publishers stay apart and what is not used says why': async ({ open, page, origin }) => {
    const a = await api(page, origin, 'returns')
    const panel = await shown(open, page, 'returns', '&tables=returns')
    const flows = a.series.reduce((n, s) => n + s.flows.length, 0)
    assert.equal(await panel.locator('table').first().locator('tbody tr').count(), flows)
    const text = await panel.innerText()
    assert.match(text, /not added up/)
    for (const x of a.series.flatMap((s) => s.not_used)) assert.ok(text.includes(x.reason_text))
    for (const part of ['No surge', 'Notice', 'Regular routes', 'Not forced']) assert.ok(text.includes(part), part)
    assert.match(text, /not on record/)
  },

  'linkage: missing is not zero, and a week leads to its events': async ({ open, page }) => {
    const panel = await shown(open, page, 'linkage')
    assert.match(await panel.innerText(), /missing, which is not zero/)
    await panel.locator('input[type=range]').focus()
    await page.keyboard.press('Home')
    assert.match(await panel.locator('.reading').innerText(), /Week of[\s\S]*missing/)
    assert.match(await panel.innerText(), /association/i)
    const links = panel.locator('.link svg[role=img]')
    assert.ok((await links.count()) >= 1)
    await panel.getByLabel('By').selectOption('month')
    await page.waitForFunction(() => document.querySelector('#linkage .reading')?.textContent.includes('Month'))
  },

  'retaliation: a cell leads to the events behind it': async ({ open, page, origin, query }) => {
    const a = await api(page, origin, 'retaliation')
    const panel = await shown(open, page, 'retaliation')
    const n = a.moving.streams.length
    assert.equal(await panel.locator('.heat td button').count(), n * n)
    assert.equal(await panel.locator('.heat td.framed').count(), a.moving.links.flat().filter((c) => c.q < 0.1).length)
    const p = a.recent.pairs[0]
    const [row, column] = p ? [a.moving.streams.indexOf(p.receiver), a.moving.streams.indexOf(p.source)] : [0, 0]
    await panel.locator('.heat tbody tr').nth(row).locator('button').nth(column).click()
    const behind = panel.locator('.behind')
    if (p) assert.ok((await behind.innerText()).includes(p.event))
    await behind.locator('a').first().click()
    await page.locator('dialog[open]').waitFor()
    assert.ok(query().get('event'))
  },

  'retaliation: both baselines side by side, in words an association': async ({ open, page }) => {
    const panel = await shown(open, page, 'retaliation')
    assert.equal(await panel.locator('.heat').count(), 1)
    await panel.getByRole('button', { name: 'side by side' }).click()
    assert.equal(await panel.locator('.heat').count(), 2)
    const text = await panel.innerText()
    assert.match(text, /associat/)
    assert.match(text, /Probability above 1/)
  },

  'retaliation: waiting says that it can take several seconds': async ({ open, page }) => {
    let release
    const held = new Promise((done) => (release = done))
    await page.route('**/api/v1/retaliation*', async (route) => {
      await held
      await route.continue()
    })
    await open('?ledger=retaliation')
    await page.locator('#retaliation').getByText(/several seconds/).waitFor()
    release()
    await page.locator('#retaliation .data').waitFor({ timeout: 60_000 })
    assert.equal(await page.locator('#retaliation').getByText(/several seconds/).count(), 0)
  },

  'the movement ledgers stay within a narrow screen and name everything': async ({ another }) => {
    const narrow = await another({ viewport: { width: 400, height: 800 } })
    try {
      for (const ledger of ['channels', 'crossings', 'returns', 'linkage', 'retaliation']) {
        const panel = await shown(narrow.open, narrow.page, ledger)
        assert.ok((await narrow.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, ledger)
        const nameless = await panel.evaluate((p) => [...p.querySelectorAll('button, a[href], input, select, summary, [role=img]')]
          .filter((e) => !((e.getAttribute('aria-label') ?? '') + (e.textContent ?? '') + [...(e.labels ?? [])].map((l) => l.textContent).join('')).trim()).map((e) => e.outerHTML.slice(0, 120)))
        assert.deepEqual(nameless, [], ledger)
      }
      narrow.check()
    } finally {
      await narrow.close()
    }
  },

  'the movement ledgers before everything are empty, not an error': async ({ open, page }) => {
    for (const ledger of ['crossings', 'returns', 'retaliation']) {
      await open(`?as_of=2019-01-01&ledger=${ledger}`)
      const state = page.locator(`#${ledger} .outcome`)
      await page.waitForFunction((l) => document.querySelector(`#${l} .outcome`)?.dataset.state !== 'loading', ledger)
      assert.notEqual(await state.getAttribute('data-state'), 'failed', ledger)
    }
  },
}
