import assert from 'node:assert/strict'
import { serve } from './server.mjs'

// Invented events: one on the day and near the place of one of the chronology's, one alone, one far away.
const EVENTS = `id,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,country,country_id,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,best,high,low
9001,1,Government of Pakistan,TTP,1,Invented post,Khyber Pakhtunkhwa,34.71,71.50,Pakistan,770,1,1,2026-02-16,2026-02-16,15,1,0,16,19,14
9002,1,Government of Pakistan,TTP,1,Invented village,Balochistan,29.9,69.1,Pakistan,770,1,1,2026-02-20,2026-02-20,2,1,0,3,3,3
9003,2,Group A,Group B,1,Elsewhere,,14.0,-3.0,Mali,432,1,1,2026-02-20,2026-02-20,2,1,0,3,3,3
`

/** Runs on a page of its own, on which an imported data set stands beside the chronology. */
const beside = (run) => async ({ another }) => {
  const server = await serve(EVENTS)
  try {
    for (const options of [{}, { viewport: { width: 360, height: 800 } }]) {
      const visit = await another(options, server.url)
      await run(visit, options)
      visit.check()
      await visit.close()
    }
  } finally {
    await server.stop()
  }
}

export const tests = {
  'without an imported data set there is nothing to choose': async ({ open, page, requests }) => {
    await open()
    assert.equal(await page.locator('fieldset input[id^=events-], fieldset input[id^=map-]').count(), 0)
    assert.ok(!requests.some((r) => /\/api\/v1\/(linked|compare)|LinkedTable|BesideSet/.test(r)))
  },

  'an imported data set stands beside the chronology, linked where they are the same': beside(async ({ open, page, query, settled, requests }, { viewport }) => {
    await open('?from=2026-02-01&to=2026-02-28')
    await settled()
    const killed = await page.locator('#toll .main .value').innerText()
    await page.locator('#events-ucdp-ged').check()
    assert.deepEqual(query().getAll('dataset'), ['ucdp-ged'])
    await page.locator('.standings button', { hasText: /^Linked/ }).click()
    await page.locator('#events tbody[data-standing=linked]').waitFor()
    const pair = page.locator('#events tbody[data-standing=linked]')
    assert.equal(await pair.count(), 1)
    assert.equal(await pair.locator('tr').count(), 2)
    const said = await pair.innerText()
    for (const part of [/PA-|chronology/, /ucdp-ged/, /14–19 \(best 16\)/, /score 0\.\d\d of 1/, /0 days, within \d+ km/]) assert.match(said, part)
    assert.ok(!(await page.locator('#events').innerText()).includes('Elsewhere'), 'an event of another country')
    assert.equal(await page.locator('#toll .main .value').innerText(), killed, 'the toll took the import in')
    // From an event to the one it is linked with, and back.
    await pair.locator('a').first().click()
    await page.locator('dialog li', { hasText: 'ucdp-ged' }).locator('a').click()
    await page.locator('dialog li', { hasText: 'chronology' }).locator('a').waitFor()
    assert.equal(query().get('event'), 'ucdp-ged/9001')
    await page.goBack()
    await page.goBack()
    await page.locator('.standings button', { hasText: 'Imported only' }).click()
    await settled()
    assert.equal(query().get('standing'), 'others')
    assert.equal(await page.locator('#events tbody[data-standing]').count(), 1)
    assert.match(await page.locator('#events tbody[data-standing=others]').innerText(), /Invented village[\s\S]*no link in the situation/)
    // An event of it opens under its own name, and the way back is the same view.
    await page.locator('#events tbody a').first().click()
    await page.locator('dialog .facts').waitFor()
    assert.equal(query().get('event'), 'ucdp-ged/9002')
    assert.equal(await page.locator('dialog h3', { hasText: 'In other data sets' }).count(), 0)
    await page.getByRole('button', { name: 'Close' }).click()
    assert.equal(query().get('standing'), 'others')
    const address = page.url()
    await page.goto('about:blank')
    await page.goto(address)
    await page.locator('#events tbody[data-standing=others]').waitFor()
    for (const link of await page.locator('#events a[download]').evaluateAll((all) => all.map((a) => a.href))) {
      const file = await page.request.get(link)
      assert.match(await file.text(), /^date_start,sources,events/)
    }
    if (!viewport) {
      await page.locator('#map').scrollIntoViewIfNeeded()
      await page.locator('#map .legend', { hasText: 'Dashed' }).waitFor()
      await page.locator('#map th', { hasText: 'Imported' }).first().waitFor()
      assert.ok(requests.some((r) => /\/map\?.*dataset=chronology&dataset=ucdp-ged/.test(r)))
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the window')
    await page.locator('#events-ucdp-ged').uncheck()
    assert.equal(query().get('standing'), null)
    await page.locator('#events .reports').first().waitFor()
  }),

  'the human cost stands beside the imported one by month, with the reasons': beside(async ({ open, page, query }) => {
    await open('?ledger=toll')
    const table = page.locator('#ledger table', { hasText: 'Only ucdp-ged' })
    await table.waitFor()
    assert.equal(await table.locator('tbody tr').count(), 1)
    assert.match(await table.locator('tbody tr').innerText(), /Feb 2026[\s\S]*17–22[\s\S]*19/)
    const said = await page.locator('#ledger').innerText()
    for (const part of ['Why they differ', 'never added up', 'links join one row to one row', 'Of 1 linked pair']) assert.ok(said.includes(part), part)
    await table.locator('tbody td a').first().click()
    await page.locator('#events tbody[data-standing=linked]').waitFor()
    assert.deepEqual([query().getAll('dataset').join(), query().get('from'), query().get('to')], ['ucdp-ged', '2026-02-01', '2026-02-28'])
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the window')
  }),
}
