import assert from 'node:assert/strict'

async function rivalEvent(page, origin) {
  const { events } = await (await page.request.get(origin + '/api/v1/claims')).json()
  return events[0].event_id
}

export const tests = {
  'an event opens from the list by keyboard, holds the focus and gives it back': async ({ open, page, query, settled }) => {
    await open()
    await settled()
    const link = page.locator('#events tbody a').nth(2)
    await link.focus()
    const summary = await link.innerText()
    await page.keyboard.press('Enter')
    const dialog = page.locator('dialog[open]')
    await dialog.waitFor()
    assert.ok(query().get('event'))
    await dialog.locator('.facts').waitFor()
    assert.equal((await dialog.locator('h2').innerText()).trim(), summary.trim())
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab')
      // Between two rounds the focus may rest on the browser itself, never on the page behind.
      assert.ok(await page.evaluate(() => document.activeElement === document.body || !!document.activeElement.closest('dialog')))
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert.equal(query().get('event'), null)
    assert.equal(await page.evaluate(() => document.activeElement?.textContent.trim()), summary.trim())
  },

  'rival figures stand side by side with who said them': async ({ open, page, origin }) => {
    const id = await rivalEvent(page, origin)
    await open(`?event=${id}`)
    const dialog = page.locator('dialog[open]')
    await dialog.locator('.rival').first().waitFor()
    const text = await dialog.innerText()
    assert.ok((text.match(/Claimed by /g) ?? []).length >= 2)
    assert.match(text, /Reported by /)
    assert.match(text, /SHA-256/)
    assert.match(text, /Confidence/)
  },

  'links to reports tell the other site nothing': async ({ open, page, origin }) => {
    await open(`?event=${await rivalEvent(page, origin)}`)
    const links = page.locator('dialog[open] a[href^=http]')
    await links.first().waitFor()
    for (const rel of await links.evaluateAll((all) => all.map((a) => a.rel))) {
      assert.match(rel, /noreferrer/)
      assert.match(rel, /noopener/)
    }
  },

  'a figure that is missing is not zero': async ({ open, page, origin }) => {
    const { events } = await (await page.request.get(origin + '/api/v1/events?type=ASSAULT&order=desc&limit=100')).json()
    const none = events.find((e) => e.deaths_low === null && e.deaths_best === null && e.deaths_high === null)
    await open(`?event=${none.id}`)
    await page.locator('dialog[open] .figures').waitFor()
    assert.match(await page.locator('dialog[open] .figures .main').innerText(), /no figure reported/)
    const zero = events.find((e) => e.deaths_best === 0)
    if (!zero) return
    await open(`?event=${zero.id}`)
    await page.locator('dialog[open] .figures').waitFor()
    assert.match(await page.locator('dialog[open] .figures .main').innerText(), /\b0$/)
  },

  'an event that is not there says so, and back closes it': async ({ open, page }) => {
    await open('?event=NO-SUCH')
    const failed = page.locator('dialog[open] .failed')
    await failed.waitFor()
    assert.match(await failed.innerText(), /404/)
    await page.getByRole('button', { name: 'Close' }).click()
    await page.locator('dialog').waitFor({ state: 'detached' })
    assert.ok(!page.url().includes('event='))
  },

  'back and forward close and open the event': async ({ open, page, settled }) => {
    await open()
    await settled()
    await page.locator('#events tbody a').first().click()
    await page.locator('dialog[open]').waitFor()
    await page.goBack()
    await page.locator('dialog').waitFor({ state: 'detached' })
    await page.goForward()
    await page.locator('dialog[open]').waitFor()
  },
}
