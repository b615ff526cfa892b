import assert from 'node:assert/strict'

const LEDGERS = ['commitments', 'messaging', 'claims', 'channels', 'crossings', 'returns', 'linkage', 'principles', 'horizon', 'retaliation', 'toll', 'review', 'audit']

/** Opens the tab of a ledger and waits until its answers are there. */
async function shown(page, ledger) {
  await page.locator(`#ledger-${ledger}`).click()
  await page.locator(`#ledger[data-ledger=${ledger}] .outcome`).first().waitFor()
  await page.waitForFunction(() => !document.querySelector('#ledger [aria-busy=true]'))
}

export const tests = {
  'the ledgers are tabs by keyboard, and the address holds which': async ({ open, page, query }) => {
    await open()
    const selected = () => page.locator('[role=tab][aria-selected=true]').getAttribute('id')
    await page.locator('#ledger-commitments').focus()
    await page.keyboard.press('ArrowRight')
    assert.equal(query().get('ledger'), 'messaging')
    assert.equal(await selected(), 'ledger-messaging')
    assert.equal(await page.evaluate(() => document.activeElement.id), 'ledger-messaging')
    await page.keyboard.press('End')
    assert.equal(query().get('ledger'), 'audit')
    await page.keyboard.press('ArrowRight')
    assert.equal(await selected(), 'ledger-commitments')
    assert.equal(query().get('ledger'), null)
    assert.equal(await page.locator('[role=tab][tabindex="0"]').count(), 1)
    await page.goBack()
    assert.equal(await selected(), 'ledger-audit')
    assert.equal(await page.locator('#ledger').getAttribute('aria-labelledby'), 'ledger-audit')
  },

  'no ledger is fetched before the reader comes near': async ({ open, page, requests }) => {
    await open()
    await page.waitForTimeout(500)
    assert.ok(!requests.some((r) => /\/(Messaging|Claims|Principles|Commitments|TollDetail)-|\/api\/v1\/(commitments|messaging|claims|principles)/.test(r)))
    await page.locator('#ledgers').scrollIntoViewIfNeeded()
    await page.locator('#ledger .data').first().waitFor()
    assert.ok(requests.some((r) => /\/api\/v1\/commitments/.test(r)))
  },

  'each ledger answers, within the policy of the server': async ({ open, page }) => {
    await page.addInitScript(() => {
      window.refused = []
      addEventListener('securitypolicyviolation', (e) => window.refused.push(`${e.violatedDirective} ${e.blockedURI}`))
    })
    await open()
    for (const ledger of LEDGERS) {
      await shown(page, ledger)
      const states = await page.locator('#ledger .outcome').evaluateAll((all) => all.map((o) => o.dataset.state))
      assert.ok(states.length > 0 && states.every((s) => s === 'data' || s === 'empty'), `${ledger}: ${states}`)
      const wrong = await page.evaluate(() => {
        const ids = [...document.querySelectorAll('[id]')].map((e) => e.id)
        const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map((h) => Number(h.tagName[1]))
        return {
          twice: ids.filter((id, i) => ids.indexOf(id) !== i), jumps: levels.filter((l, i) => i > 0 && l > levels[i - 1] + 1),
          charts: [...document.querySelectorAll('#ledger [role=img]')].filter((e) => !e.getAttribute('aria-label')).length,
          odd: document.querySelector('#ledger').innerText.match(/undefined|NaN|\[object|null\b/)?.[0],
        }
      })
      assert.deepEqual(wrong, { twice: [], jumps: [], charts: 0, odd: undefined }, ledger)
    }
    assert.deepEqual(await page.evaluate(() => window.refused), [])
  },

  'a ledger that fails says why, and one with nothing known says so': async ({ open, page }) => {
    for (const route of ['messaging', 'claims', 'principles']) {
      await page.route(`**/api/v1/${route}*`, (r) => r.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"detail":"no disk"}' }))
      await open(`?ledger=${route}`)
      assert.match(await page.locator('#ledger .failed').innerText(), /no disk/)
      await page.unroute(`**/api/v1/${route}*`)
      await page.locator('#ledger').getByRole('button', { name: 'Try again' }).click()
      await page.locator('#ledger .data').waitFor()
    }
    for (const ledger of ['commitments', 'messaging', 'claims', 'toll']) {
      await open(`?ledger=${ledger}&as_of=2009-01-01`)
      await page.locator('#ledger .empty').first().waitFor()
    }
  },

  'a commitment shows its history, and the address holds it': async ({ open, page, query, settled }) => {
    await open('?ledger=commitments')
    await page.locator('#ledger .data').first().waitFor()
    assert.ok((await page.locator('#ledger').getByText('days over').count()) > 0)
    await page.locator('#ledger .head select').selectOption('all')
    assert.match(query().get('pick'), /show=all/)
    await page.locator('#ledger button[aria-expanded]').first().click()
    await page.locator('#ledger ol li').first().waitFor()
    assert.equal(query().getAll('open').length, 1)
    await page.locator('#ledger').getByRole('button', { name: /Show as table/ }).click()
    assert.ok((await page.locator('#ledger table').count()) >= 4)
    const address = page.url()
    await page.goto('about:blank')
    await page.goto(address)
    await page.locator('#ledger ol li').first().waitFor()
    await settled()
    assert.equal(await page.locator('#ledger .head select').inputValue(), 'all')
  },

  'a number leads to its events': async ({ open, page, query }) => {
    await open('?ledger=toll')
    await page.locator('#ledger summary').first().click()
    const link = page.locator('#ledger details a').first()
    const id = await link.innerText()
    await link.click()
    assert.equal(query().get('event'), id)
    await page.locator('dialog[open]').waitFor()
  },

  'positions are words and shapes, and few statements are said to be few': async ({ open, page, query }) => {
    await open('?ledger=messaging')
    await page.locator('#ledger .data').first().waitFor()
    const text = await page.locator('#ledger').innerText()
    assert.match(text, /both ways/)
    assert.match(text, /too few statements/)
    await page.locator('#ledger td button').first().click()
    assert.match(query().get('pick'), /issue=.*name=/)
    assert.ok((await page.locator('#ledger .chosen a').count()) > 0)
  },

  'no ledger runs over the edge on a narrow screen': async ({ another }) => {
    const narrow = await another({ viewport: { width: 320, height: 800 } })
    try {
      await narrow.open('?tables=commitments&tables=principles&tables=toll&tables=ucdp')
      for (const ledger of LEDGERS) {
        await shown(narrow.page, ledger)
        const over = await narrow.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        assert.ok(over <= 0, `${ledger}: ${over} pixels over`)
      }
      narrow.check()
    } finally {
      await narrow.close()
    }
  },

  'what a ledger says can be had as files, with the choices made on the page': async ({ open, page }) => {
    await open('?ledger=toll&side=TTP&pick=level%3Ddistrict')
    await page.locator('#ledger .files a').first().waitFor()
    const links = await page.locator('#ledger .files a').evaluateAll((all) => all.map((a) => [a.textContent.trim(), a.getAttribute('href')]))
    assert.ok(links.length >= 4)
    for (const [name, href] of links) {
      assert.ok(href.includes('side=TTP') && href.includes('level=district'), href)
      const said = await page.request.get(new URL(href, page.url()).href)
      assert.equal(said.status(), 200, `${name} ${href}`)
      assert.match(said.headers()['content-type'], name.startsWith('CSV') ? /^text\/csv/ : name === 'GeoJSON' ? /^application\/geo\+json/ : /^application\/json/)
    }
    for (const ledger of ['claims', 'messaging', 'commitments', 'channels', 'crossings', 'returns', 'linkage', 'principles']) {
      await page.locator(`#ledger-${ledger}`).click()
      const csv = page.locator(`#ledger[data-ledger=${ledger}] .files a`).first()
      await csv.waitFor()
      const said = await page.request.get(new URL(await csv.getAttribute('href'), page.url()).href)
      assert.equal(said.status(), 200, ledger)
      assert.ok((await said.text()).split('\n').length > 1, ledger)
    }
  },

  'choices within a ledger are part of the address': async ({ open, page, query, requests }) => {
    await open('?ledger=linkage')
    await page.locator('#linkage .data').waitFor()
    await page.locator('#linkage select').nth(1).selectOption('month')
    assert.match(query().get('pick'), /step=month/)
    await page.waitForFunction(() => !document.querySelector('#ledger [aria-busy=true]'))
    assert.ok(requests.some((r) => /\/linkage\?.*step=month/.test(r)))
    await page.reload()
    await page.locator('#linkage .data').waitFor()
    assert.equal(await page.locator('#linkage select').nth(1).inputValue(), 'month')
  },
}
