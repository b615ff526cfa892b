import assert from 'node:assert/strict'

export const tests = {
  'everything that can be used has a name and a label': async ({ open, page, settled, map }) => {
    await open('?tables=timeline&tables=map&tables=health')
    await map()
    await settled()
    const nameless = await page.evaluate(() => {
      const name = (e) => (e.getAttribute('aria-label') ?? '') + (e.textContent ?? '') + (e.title ?? '') + [...(e.labels ?? [])].map((l) => l.textContent).join('')
      const bad = [...document.querySelectorAll('button, a[href], input, select, summary')].filter((e) => !name(e).trim())
      const charts = [...document.querySelectorAll('[role=img]')].filter((e) => !e.getAttribute('aria-label'))
      return [...bad, ...charts].map((e) => e.outerHTML.slice(0, 120))
    })
    assert.deepEqual(nameless, [])
  },

  'ids are used once and headings go down by one': async ({ open, page, settled }) => {
    await open()
    await settled()
    const found = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map((e) => e.id)
      const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map((h) => Number(h.tagName[1]))
      return { twice: ids.filter((id, i) => ids.indexOf(id) !== i), jumps: levels.filter((l, i) => i > 0 && l > levels[i - 1] + 1), first: levels[0] }
    })
    assert.deepEqual(found, { twice: [], jumps: [], first: 1 })
  },

  'the focus is always seen': async ({ open, page, settled }) => {
    await open()
    await settled()
    const hidden = []
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab')
      const bad = await page.evaluate(() => {
        const e = document.activeElement
        if (!e || e === document.body) return ''
        const box = e.getBoundingClientRect()
        const style = getComputedStyle(e)
        const around = e.closest('.field') ? getComputedStyle(e.closest('.field')) : style
        const thumb = e.matches('input[type=range]')
        const outlined = thumb || (around.outlineStyle !== 'none' && parseFloat(around.outlineWidth) >= 2)
        // What sticks to the top must not cover what has the focus.
        const bar = document.querySelector('.bar').getBoundingClientRect()
        const covered = !e.closest('.bar') && box.bottom <= bar.bottom && box.top >= bar.top
        return outlined && box.width > 0 && !covered ? '' : e.outerHTML.slice(0, 120)
      })
      if (bad) hidden.push(bad)
    }
    assert.deepEqual(hidden, [])
  },

  'controls are large enough to hit': async ({ open, page, settled }) => {
    await open('?side=TTP')
    await settled()
    // Boxes and radios are hit by their labels.
    const small = await page.evaluate(() => [...document.querySelectorAll('button:not(.plain), select, input:not([type=checkbox], [type=radio], [type=range]), a.button')]
      .filter((e) => e.getClientRects().length && (e.getBoundingClientRect().height < 24 || e.getBoundingClientRect().width < 24) && !e.closest('.field'))
      .map((e) => e.outerHTML.slice(0, 100)))
    assert.deepEqual(small, [])
  },

  'nothing runs over the edge on a narrow screen': async ({ another }) => {
    for (const width of [320, 400, 768]) {
      const narrow = await another({ viewport: { width, height: 800 } })
      try {
        await narrow.open('?open=khyber-pakhtunkhwa&tables=timeline&tables=health')
        await narrow.map()
        await narrow.settled()
        const over = await narrow.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        assert.ok(over <= 0, `${over} pixels over at ${width}`)
        narrow.check()
      } finally {
        await narrow.close()
      }
    }
  },

  'printed, it has no controls and keeps the figures': async ({ open, page, settled }) => {
    await open('?as_of=2026-03-01')
    await settled()
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const seen = await page.evaluate(() => ({
      controls: [...document.querySelectorAll('button:not(.plain), input, select')].filter((e) => e.getClientRects().length).length,
      ground: getComputedStyle(document.documentElement).backgroundColor,
    }))
    assert.deepEqual(seen, { controls: 0, ground: 'rgb(255, 255, 255)' })
    assert.match(await page.locator('.as-of').innerText(), /1 Mar 2026/)
    assert.match(await page.locator('#verdicts').innerText(), /\d+%/)
  },

  'it can be turned to right-to-left without breaking': async ({ open, page, settled }) => {
    await open()
    await settled()
    await page.evaluate(() => (document.documentElement.dir = 'rtl'))
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0)
  },
}
