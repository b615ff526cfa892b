import assert from 'node:assert/strict'

async function chart(page) {
  await page.locator('#timeline').scrollIntoViewIfNeeded()
  await page.locator('#timeline .plot svg').first().waitFor()
  const brush = page.locator('[data-brush]')
  await brush.waitFor()
  await brush.scrollIntoViewIfNeeded()
  return brush.boundingBox()
}

export const tests = {
  'dragging with the mouse chooses weeks for everything': async ({ open, page, query, requests, settled }) => {
    await open()
    const box = await chart(page)
    const y = box.y + box.height / 3
    await page.mouse.move(box.x + box.width * 0.6, y)
    assert.match(await page.locator('.reading').innerText(), /Week of/)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.7, y, { steps: 4 })
    await page.mouse.move(box.x + box.width * 0.8, y, { steps: 4 })
    await page.mouse.up()
    await page.waitForURL(/from=.*to=/)
    await settled()
    const [from, to] = [query().get('from'), query().get('to')]
    assert.ok(from < to)
    for (const route of ['toll', 'events']) assert.ok(requests.some((r) => r.includes(`/${route}?`) && r.includes(`from=${from}`) && r.includes(`to=${to}`)), route)
    assert.ok(!requests.some((r) => r.includes('/timeline?') && r.includes('from=')), 'the chart keeps every week')
    assert.equal(await page.locator('#timeline input[type=date]').first().inputValue(), from)
    await page.getByRole('button', { name: 'All weeks' }).click()
    assert.equal(query().get('from'), null)
  },

  'weeks are chosen by keyboard': async ({ open, page, query }) => {
    await open()
    await chart(page)
    await page.getByLabel('First week').focus()
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
    await page.waitForURL(/from=/)
    const before = query().get('to')
    await page.getByLabel('Last week').focus()
    await page.keyboard.press('ArrowLeft')
    await page.waitForFunction((b) => new URL(location.href).searchParams.get('to') !== b, before)
    assert.ok(query().get('from') < query().get('to'))
    assert.match(await page.getByLabel('First week').getAttribute('aria-valuetext'), /20\d\d/)
  },

  'a tap chooses a week': async ({ another }) => {
    const phone = await another({ viewport: { width: 400, height: 800 }, hasTouch: true })
    try {
      await phone.open()
      const box = await chart(phone.page)
      await phone.page.touchscreen.tap(box.x + box.width * 0.7, box.y + box.height / 2)
      await phone.page.waitForURL(/from=.*to=/)
      const days = (Date.parse(phone.query().get('to')) - Date.parse(phone.query().get('from'))) / 864e5
      assert.equal(days, 6)
      phone.check()
    } finally {
      await phone.close()
    }
  },

  'each chart has its table': async ({ open, page, query, settled }) => {
    await open()
    await settled()
    for (const id of ['timeline', 'health']) {
      const before = await page.locator(`#${id} table`).count()
      await page.locator(`#${id}`).getByRole('button', { name: /Show as table/ }).click()
      assert.ok((await page.locator(`#${id} table`).count()) > before, id)
      assert.ok(query().getAll('tables').includes(id))
    }
    const rows = await page.locator('#timeline tbody tr').count()
    assert.ok(rows > 50)
    assert.equal(await page.locator('#timeline thead th[scope=col]').count(), 9)
  },

  'a span shows fewer weeks': async ({ open, page, query, settled }) => {
    await open('?tables=timeline')
    await settled()
    await page.locator('#timeline select').selectOption('52')
    assert.equal(query().get('span'), '52')
    assert.equal(await page.locator('#timeline tbody tr').count(), 52)
  },
}
