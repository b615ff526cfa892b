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
}
