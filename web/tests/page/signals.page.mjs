import assert from 'node:assert/strict'
import { serve } from './server.mjs'

// Invented rows of GDELT's 61 columns: three weeks, of which the second holds nothing.
const row = (id, day, root, country) => {
  const cells = Array(61).fill('')
  Object.assign(cells, { 0: id, 1: day, 2: day.slice(0, 6), 3: day.slice(0, 4), 5: 'GOV', 15: 'MIL', 25: '1', 26: root + '0', 27: root + '0', 28: root, 29: '4', 30: '-5.0', 31: '4', 32: '2', 33: '3', 34: '-1', 51: '4', 52: 'Somewhere', 53: country, 56: '33.3', 57: '69.9', 59: day + '120000', 60: 'https://news.example/' + id })
  return cells.join('\t')
}
const rows = [row(1, '20260302', '19', 'PK'), row(2, '20260303', '19', 'AF'), row(3, '20260304', '04', 'AF'), row(4, '20260317', '19', 'PK'), row(5, '20260317', '19', 'FR')].join('\n') + '\n'

const near = async (page) => {
  await page.locator('#signals').scrollIntoViewIfNeeded()
  await page.locator('#signals .outcome:not([data-state=loading])').waitFor()
}

export const tests = {
  'without signals the page says how to take them in': async ({ open, page, requests }) => {
    await open()
    assert.ok(!requests.some((r) => /\/signals/.test(r)), 'asked before the reader came near')
    await near(page)
    assert.match(await page.locator('#signals').innerText(), /No signals on file\..*detente import gdelt/s)
  },

  'signals are reports a week by type, told from events, and a week not taken in is not zero': async ({ another }) => {
    const served = await serve('', rows)
    try {
      const { open, page, check, close } = await another({ viewport: { width: 390, height: 800 } }, served.url)
      await open()
      const events = await page.locator('#events').innerText()
      await near(page)
      const text = await page.locator('#signals').innerText()
      assert.match(text, /never events/)
      assert.match(text, /4 signals of .*Of 1 week between nothing was taken in/s)
      const lines = page.locator('#signals tbody tr')
      assert.equal(await lines.count(), 2)
      assert.match((await lines.first().innerText()).replace(/\s+/g, ' '), /violence 3 1 not known/)
      assert.equal(await lines.first().locator('.untaken').count(), 1)
      await page.locator('#signals').getByLabel('all countries').check()
      await page.locator('#signals', { hasText: '5 signals' }).waitFor()
      for (const link of await page.locator('#signals .files a').evaluateAll((all) => all.map((a) => a.href))) assert.ok((await page.request.get(link)).ok(), link)
      assert.equal(await page.locator('#events').innerText(), events)
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the window')
      await page.goto(page.url().replace(/\?.*/, '') + '?country=IR')
      await near(page)
      assert.match(await page.locator('#signals').innerText(), /None in this filter/)
      check()
      await close()
    } finally {
      await served.stop()
    }
  },
}
