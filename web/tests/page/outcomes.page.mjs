import assert from 'node:assert/strict'

export const tests = {
  'loading, failed, empty and data look different': async ({ open, page }) => {
    let release
    const held = new Promise((done) => (release = done))
    await page.route('**/api/v1/timeline*', async (route) => {
      await held
      await route.continue()
    })
    await page.route('**/api/v1/health*', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ title: 'Service Unavailable', status: 503, detail: 'the store is being written' }) }))
    await page.route('**/api/v1/commitments*', (route) => route.abort())
    await open('?q=qqqqqqqq&ledger=commitments')
    const state = (id) => page.locator(`#${id} .outcome`).first().getAttribute('data-state')
    await page.locator('#health .failed').waitFor()
    await page.locator('#ledger .failed').waitFor()
    await page.locator('#events .empty').waitFor()
    assert.deepEqual([await state('timeline'), await state('health'), await state('events'), await state('verdicts')], ['loading', 'failed', 'empty', 'data'])
    assert.match(await page.locator('#health .failed').innerText(), /the store is being written.*503/s)
    assert.match(await page.locator('#ledger .failed').innerText(), /does not answer/)
    assert.match(await page.locator('#events .empty').innerText(), /No reports in this filter[\s\S]*not the same as nothing happened/)
    release()
    await page.locator('#timeline .empty').waitFor()
  },

  'what failed can be tried again': async ({ open, page }) => {
    let fail = true
    await page.route('**/api/v1/toll*', (route) => (fail ? route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"detail":"no disk"}' }) : route.continue()))
    await open()
    assert.match(await page.locator('#toll .failed').innerText(), /no disk/)
    fail = false
    await page.locator('#toll').getByRole('button', { name: 'Try again' }).click()
    await page.locator('#toll .data').waitFor()
  },

  'a date before everything is empty, not an error': async ({ open, page, settled }) => {
    await open('?as_of=2019-01-01')
    await settled()
    assert.match(await page.locator('#events').innerText(), /No reports in this filter/)
    assert.match(await page.locator('.as-of').innerText(), /Nothing was known/)
  },

  'an unknown filter says why it failed': async ({ open, page }) => {
    await open('?dyad=no-such-pair')
    await page.locator('#events .failed').waitFor()
    assert.match(await page.locator('#events .failed').innerText(), /no-such-pair/)
  },
}
