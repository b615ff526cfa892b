import assert from 'node:assert/strict'

export const tests = {
  'the first view answers the question': async ({ open }) => {
    const page = await open()
    assert.match(await page.locator('h1').innerText(), /\w/)
    assert.match(await page.locator('.question').innerText(), /\?/)
    assert.match(await page.locator('.as-of').innerText(), /Newest observation .* \d+ days? before today/)
    const cards = page.locator('#verdicts article')
    assert.ok((await cards.count()) >= 2)
    for (const card of await cards.all()) {
      const text = await card.innerText()
      assert.match(text, /Escalating|Holding|Resetting/)
      assert.match(text, /Escalation\s*[<>]?\d+%/)
      assert.match(text, /Risk:/)
      assert.match(text, /Opportunity:/)
      assert.match(text, /coverage/i)
    }
  },

  'human cost comes before the verdicts, and says what has no figure': async ({ open }) => {
    const page = await open()
    const order = await page.locator('main > section').evaluateAll((all) => all.map((s) => s.id))
    assert.equal(order[0], 'toll')
    assert.equal(order[1], 'verdicts')
    assert.match(await page.locator('#toll').innerText(), /no figure for \d+ events of \d+/)
  },

  'low coverage looks like low coverage': async ({ open, page, origin }) => {
    const api = await (await page.request.get(origin + '/api/v1/assess')).json()
    await open()
    for (const unit of api.units.filter((u) => u.coverage.grade === 'low')) {
      const card = page.locator(`article[aria-labelledby="unit-${unit.id}"]`)
      assert.match(await card.innerText(), /Low coverage/)
      assert.equal(await card.evaluate((c) => getComputedStyle(c).borderTopStyle), 'dashed')
    }
  },

  'the first view is small, calls nobody else, and does not fetch the map': async ({ open, page, context, requests, origin }) => {
    const cdp = await context.newCDPSession(page)
    await cdp.send('Network.enable')
    let bytes = 0
    cdp.on('Network.loadingFinished', (e) => (bytes += e.encodedDataLength))
    await open()
    await page.waitForTimeout(800)
    assert.ok(bytes < 600_000, `${bytes} bytes before the map`)
    console.log(`      first view: ${Math.round(bytes / 1000)} kB over the wire`)
    assert.ok(!requests.some((r) => /draw-|worker|countries|\/api\/v1\/map/.test(r)), 'the map was fetched with the first view')
    for (const r of requests) assert.ok(r.startsWith(origin + '/') || r.startsWith('data:'), r)
  },

  'the policy of the server lets everything through that the page needs': async ({ open, page, map }) => {
    await page.addInitScript(() => {
      window.refused = []
      addEventListener('securitypolicyviolation', (e) => window.refused.push(`${e.violatedDirective} ${e.blockedURI}`))
    })
    const answer = await page.goto((await open()).url())
    assert.match(answer.headers()['content-security-policy'] ?? '', /default-src 'self'/)
    await map()
    assert.deepEqual(await page.evaluate(() => window.refused), [])
  },

  'detail of a verdict shows windows, balance and evidence': async ({ open, query }) => {
    const page = await open()
    await page.locator('#verdicts article button[aria-expanded]').first().click()
    assert.equal(query().getAll('open').length, 1)
    const card = page.locator('#verdicts article').first()
    assert.equal(await card.locator('table').filter({ hasText: /last 52 weeks/ }).locator('tbody tr').count(), 3)
    const said = await card.innerText()
    for (const part of ['What moved it since a month ago', 'What would change it most', 'Past verdicts and what came', 'base rate']) assert.ok(said.includes(part), part)
    await card.locator('svg[viewBox] rect').first().waitFor()
    assert.match(await card.innerText(), /last week[\s\S]*last 4 weeks[\s\S]*last 52 weeks/)
  },
}
