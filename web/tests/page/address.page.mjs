import assert from 'node:assert/strict'

export const tests = {
  'as-of is one date for everything, and back undoes it': async ({ open, page, query, requests, settled }) => {
    await open()
    await page.locator('#as-of').fill('2026-03-01')
    await page.locator('#as-of').blur()
    await page.waitForURL(/as_of=2026-03-01/)
    await settled()
    assert.match(await page.locator('.as-of').innerText(), /as it was known on 1 Mar 2026/)
    await page.locator('#ledgers').scrollIntoViewIfNeeded()
    await page.locator('#ledger .data').first().waitFor()
    for (const route of ['assess', 'toll', 'timeline', 'events', 'health', 'commitments']) {
      assert.ok(requests.some((r) => r.includes(`/api/v1/${route}?`) && r.includes('as_of=2026-03-01')), route)
    }
    await page.getByRole('button', { name: 'One week earlier' }).click()
    assert.equal(query().get('as_of'), '2026-02-22')
    await page.goBack()
    assert.equal(query().get('as_of'), '2026-03-01')
    await page.goBack()
    assert.equal(query().get('as_of'), null)
    assert.equal(await page.getByRole('button', { name: 'Newest', exact: true }).getAttribute('aria-pressed'), 'true')
    await page.goForward()
    assert.equal(await page.locator('#as-of').inputValue(), '2026-03-01')
  },

  'an address opens the view it names': async ({ open, page, settled }) => {
    await open('?as_of=2026-03-15&from=2026-02-21&to=2026-02-28&side=TTP&tables=timeline&order=asc')
    await settled()
    assert.equal(await page.locator('#as-of').inputValue(), '2026-03-15')
    const chips = await page.locator('.chips').innerText()
    assert.match(chips, /21 Feb 2026 to 28 Feb 2026/)
    assert.match(chips, /Side:/)
    await page.locator('#timeline table').waitFor()
    assert.equal(await page.locator('#events th[aria-sort=ascending]').count(), 1)
  },

  'a filter changes the toll, the list and the downloads, and can be taken away': async ({ open, page, query, settled }) => {
    await open()
    const total = await page.locator('#events header p').innerText()
    await page.locator('#filter summary', { hasText: 'Side' }).click()
    await page.locator('#filter details[open] label').filter({ hasText: /TTP|Tehreek/ }).first().locator('input').check()
    await page.waitForURL(/side=/)
    await settled()
    const side = query().get('side')
    assert.notEqual(await page.locator('#events header p').innerText(), total)
    assert.match(await page.locator('#toll header p').innerText(), /this filter/)
    for (const link of await page.locator('#events a[download]').all()) assert.match(await link.getAttribute('href'), new RegExp(`side=${side}`))
    await page.locator('.chips li button').first().click()
    assert.equal(query().get('side'), null)
    await settled()
    assert.equal(await page.locator('#events header p').innerText(), total)
  },

  'downloads answer with the rows of the filter': async ({ open, page, origin, settled }) => {
    await open('?from=2026-02-21&to=2026-02-28')
    await settled()
    const total = Number((await page.locator('#events header p').innerText()).match(/\d+/)[0])
    const links = await page.locator('#events header a').evaluateAll((all) => all.map((a) => a.href))
    assert.equal(links.length, 3)
    for (const link of links) {
      const answer = await page.request.get(link)
      assert.ok(answer.ok(), link)
      if (link.includes('geojson')) assert.equal((await answer.json()).type, 'FeatureCollection')
      else if (!link.includes('.csv')) assert.equal((await answer.json()).total, total)
    }
    assert.ok(links.every((l) => l.startsWith(origin)))
  },

  'pages of the list follow the cursor': async ({ open, page, query, settled }) => {
    await open()
    await settled()
    const first = await page.locator('#events tbody tr a').first().innerText()
    await page.locator('#events nav button', { hasText: 'Next' }).click()
    await page.waitForURL(/cursor=/)
    await settled()
    assert.notEqual(await page.locator('#events tbody tr a').first().innerText(), first)
    await page.locator('#events nav button', { hasText: 'Previous' }).click()
    await settled()
    assert.equal(query().get('cursor'), null)
    assert.equal(await page.locator('#events tbody tr a').first().innerText(), first)
  },

  'the theme is kept, and is not in the address': async ({ open, page }) => {
    await open()
    await page.locator('header select, .title select').first().selectOption('dark')
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    const dark = await ground()
    assert.ok(!page.url().includes('dark'))
    await page.reload()
    await page.locator('#verdicts article').first().waitFor()
    assert.equal(await ground(), dark)
  },

  'a permalink names its date and data version': async ({ open, page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await open('?side=TTP')
    await page.getByRole('button', { name: 'Copy permalink' }).click()
    await page.locator('#events [role=status]', { hasText: /./ }).waitFor()
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()))
    assert.match(link.searchParams.get('as_of') ?? '', /^\d{4}-\d{2}-\d{2}$/)
    assert.ok(link.searchParams.get('version'))
    assert.equal(link.searchParams.get('side'), 'TTP')
  },
}
