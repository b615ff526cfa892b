import assert from 'node:assert/strict'

export const tests = {
  'the map is drawn when the reader comes near, with the disclaimer': async ({ open, page, map, origin }) => {
    const s = await (await page.request.get(origin + '/api/v1/situation')).json()
    await open()
    await map()
    assert.ok((await page.locator('#map').innerText()).includes(s.disclaimer.slice(0, 60)))
    const drawn = await page.locator('[data-map] canvas').evaluate((c) => {
      const copy = document.createElement('canvas')
      copy.width = c.width
      copy.height = c.height
      const d = copy.getContext('2d')
      d.drawImage(c, 0, 0)
      const seen = new Set()
      const pixels = d.getImageData(0, 0, c.width, c.height).data
      for (let i = 0; i < pixels.length; i += 4 * 97) seen.add(`${pixels[i]},${pixels[i + 1]},${pixels[i + 2]}`)
      return seen.size
    })
    assert.ok(drawn > 3, `${drawn} colours on the map`)
  },

  'the places beside the map lead to its events by keyboard': async ({ open, page, map, query }) => {
    await open()
    await map()
    const place = page.locator('#map .side tbody button').first()
    const name = await place.innerText()
    await place.focus()
    await page.keyboard.press('Enter')
    assert.equal(await page.locator('#map .side h3').innerText(), name)
    await page.locator('#map .side li button').first().focus()
    await page.keyboard.press('Enter')
    await page.locator('dialog[open]').waitFor()
    assert.ok(query().get('event'))
  },

  'a click on a mark shows the events at the point': async ({ open, page, map }) => {
    await open()
    await map()
    await page.waitForTimeout(600)
    const box = await page.locator('[data-map] canvas').boundingBox()
    for (let y = 0.2; y < 0.8; y += 0.03) {
      for (let x = 0.35; x < 0.75; x += 0.04) {
        await page.mouse.click(box.x + box.width * x, box.y + box.height * y)
        if (await page.locator('#map .side h3').count()) return
      }
    }
    assert.fail('no click on the map showed events')
  },

  'the table of places says how each is shown': async ({ open, page, map }) => {
    await open('?tables=map')
    await map()
    assert.match(await page.locator('#map').innerText(), /Shown (at|to) the/)
  },

  'where a map cannot be drawn the places stay': async ({ open, page }) => {
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null
    })
    await open()
    await page.locator('#map').scrollIntoViewIfNeeded()
    await page.locator('#map .failed').waitFor()
    assert.ok((await page.locator('#map .side tbody tr').count()) > 3)
  },

  'what is forecast is a layer of its own: months and measure are chosen, no forecast is not zero': async ({ open, page, map, query, origin }) => {
    const said = await (await page.request.get(origin + '/api/v1/horizon')).json()
    const own = said.districts.filter((d) => !d.refused)
    await open()
    await map()
    await page.getByLabel('what is forecast').check()
    await page.locator('#map .banner').waitFor({ timeout: 60_000 })
    await map()
    assert.equal(query().get('layer'), 'of=forecast')
    assert.match(await page.locator('#map .banner').innerText(), /^Forecast, not observed: violent events/)
    await page.locator('#map button.ahead.none').first().waitFor()
    assert.equal(await page.locator('#map [data-map] button:has(.ring)').count(), own.length)
    assert.equal(await page.locator('#map [data-map] button:has(.dash)').count(), said.districts.length - own.length)
    assert.equal(await page.locator('#map [data-map] button:has(.dash)').first().getAttribute('tabindex'), '-1')
    // The table has the same numbers: the total, the others, then each place of its own.
    const rows = page.locator('#map .side tbody tr')
    assert.equal(await rows.count(), own.length + 2)
    const first = said.total.ahead[0]
    assert.match((await rows.first().innerText()).replace(/\s+/g, ' '), new RegExp(`All together \\d+ ${Math.round(first.q50)} ${Math.round(first.q05)}–${Math.round(first.q95)}`))
    assert.ok((await page.locator('#map .side details li').count()) === said.districts.length - own.length)
    // By keyboard: the range is read at the focus, and Enter opens the place.
    const mark = page.locator('#map [data-map] button:has(.ring)').last()
    await mark.focus()
    assert.match(await page.locator('#map .readout').innerText(), /forecast \d+, nine chances in ten of \d+ to \d+; at least one: /)
    await page.keyboard.press('Enter')
    await page.locator('#map .side h3').waitFor()
    assert.equal(await page.locator('#map .side table tbody tr').count(), said.leads)
    await page.getByRole('button', { name: 'Back to the places' }).click()
    // Another month and measure are in the address, and come back with it.
    await page.getByLabel('Month ahead').selectOption('3')
    await page.locator('#map .choices select').first().selectOption('deaths')
    await page.locator('#map .banner', { hasText: 'people reported killed' }).waitFor({ timeout: 60_000 })
    assert.equal(query().get('layer'), 'measure=deaths&month=3&of=forecast')
    const address = page.url()
    await page.goto('about:blank')
    await page.goto(address)
    await page.locator('#map').scrollIntoViewIfNeeded()
    await page.locator('#map .banner', { hasText: 'people reported killed' }).waitFor({ timeout: 60_000 })
    assert.equal(await page.getByLabel('Month ahead').inputValue(), '3')
  },

  'the forecast layer fits a narrow window, and its events lead back to the record': async ({ another }) => {
    const { open, page, map, query, check, close } = await another({ viewport: { width: 390, height: 800 }, colorScheme: 'dark' })
    await open('?layer=of%3Dforecast&tables=map')
    await page.locator('#map').scrollIntoViewIfNeeded()
    await page.locator('#map .banner').waitFor({ timeout: 60_000 })
    await map()
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the window')
    assert.match(await page.locator('#map').innerText(), /no forecast of its own/)
    await page.locator('#map .side tbody button').first().click()
    await page.getByRole('button', { name: /^Events on record in / }).click()
    await page.locator('#map .legend').waitFor()
    assert.equal(query().get('layer'), null)
    assert.ok(query().get('admin2'))
    check()
    await close()
  },
}
