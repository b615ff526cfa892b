import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { serve } from './server.mjs'

const TEXT = 'Gunmen attacked a police post in Bannu on Saturday, killing three policemen, officials said.\nPakistan must reopen the Torkham crossing.'

/** A page that takes edits, with a model on this machine that answers what is given; asked counts the questions. */
const modelled = (content, run) => async ({ another }) => {
  const asked = []
  const stub = createServer((request, response) => {
    let body = ''
    request.on('data', (b) => (body += b))
    request.on('end', () => {
      asked.push(JSON.parse(body))
      response.end(JSON.stringify({ choices: [{ message: { content: JSON.stringify(content) } }] }))
    })
  })
  await new Promise((done) => stub.listen(0, '127.0.0.1', done))
  const server = await serve('', '', ['--edit', '--endpoint', `http://127.0.0.1:${stub.address().port}/v1`, '--model', 'small'])
  try {
    const visit = await another({ viewport: { width: 390, height: 800 } }, server.url)
    await run({ ...visit, asked })
    visit.check()
    await visit.close()
  } finally {
    await server.stop()
    stub.close()
  }
}

const read = async (open, page) => {
  await open('?ledger=review')
  const ledger = page.locator('#ledger')
  await ledger.locator('textarea[name=text]').fill(TEXT)
  await ledger.locator('input[name=published]').fill('2026-06-28')
  await ledger.getByRole('button', { name: 'Read it' }).click()
  await ledger.locator('article').waitFor()
  return ledger
}

export const tests = {
  'without a local model nothing speaks of one': async ({ open, page, requests }) => {
    const ledger = await read(open, page)
    assert.equal(await ledger.locator('[data-layer=model]').count(), 0)
    assert.ok(!requests.some((r) => /suggestions/.test(r)))
  },

  'a local model is asked by hand, and what it suggests enters the form by hand only': modelled(
    { fields: [{ event: 0, field: 'injured_low', value: 2, quote: 'killing three policemen' }, { event: 0, field: 'status', value: 'claimed', quote: 'officials said' }, { event: 1, field: 'deaths_low', value: 9, quote: 'killing nine' }] },
    async ({ open, page, asked }) => {
      const ledger = await read(open, page)
      const layer = ledger.locator('[data-layer=model]')
      assert.equal(asked.length, 0, 'asked before anybody wanted it')
      const before = await ledger.locator('#review-proposal ~ .scroll tbody').innerText()
      await ledger.getByRole('region', { name: 'Proposals' }).focus()
      await page.keyboard.press('s')
      await layer.locator('[role=status]').waitFor()
      assert.equal(asked.length, 1)
      assert.match(await layer.innerText(), /not of the rules.*The model “small” on this machine.*2 suggestions\. 1 more was dropped/s)
      assert.equal(await ledger.locator('#review-proposal ~ .scroll tbody').innerText(), before, 'the form changed by itself')
      // The words it rests on are shown in the report, in a look of their own.
      await layer.locator('.quote').first().click()
      assert.equal((await ledger.locator('article mark.suggested').allTextContents()).join(''), 'killing three policemen')
      // A status has no place in the form; the figure is taken by hand, stays marked, and is sent as the reviewer's mending.
      assert.equal(await layer.getByRole('button', { name: /Take into proposal/ }).count(), 1)
      await layer.getByRole('button', { name: 'Take into proposal 1' }).focus()
      await page.keyboard.press('Enter')
      assert.equal(await ledger.locator('input[name=injured_low]').inputValue(), '2')
      assert.match(await ledger.locator('tr', { has: page.locator('input[name=injured_low]') }).innerText(), /as a local model suggested/)
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the window')
      await ledger.locator('input[name=injured_high]').fill('2')
      await ledger.locator('input[name=source_url]').fill('https://news.example/1')
      await ledger.locator('input[name=publisher]').last().fill('A newspaper')
      await ledger.locator('input[name=who]').fill('desk')
      const [ruling] = await Promise.all([
        page.waitForRequest((r) => r.url().endsWith('/reviews') && r.method() === 'POST'),
        ledger.getByRole('button', { name: 'Take as mended' }).click(),
      ])
      assert.equal(ruling.postDataJSON().fields.injured_low, '2')
      assert.match(ruling.postDataJSON().why, /as a local model suggested: Injured/i)
    },
  ),

  'what an institution asks for becomes a statement by keyboard; without its fields it is not sent': modelled({ fields: [] }, async ({ open, page, asked, origin }) => {
    const ledger = await read(open, page)
    await ledger.getByRole('region', { name: 'Proposals' }).focus()
    await page.keyboard.press('o')
    const option = ledger.locator('[data-on=option]').first()
    await option.waitFor()
    for (let i = 0; i < 20 && !(await option.evaluate((e) => e === document.activeElement)); i++) await page.keyboard.press('j')
    await page.keyboard.press('e')
    const form = option.getByRole('form', { name: 'A statement of an institution' })
    await form.locator('[name=institution]').waitFor()
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'institution')
    assert.equal(await form.locator('[name=date]').inputValue(), '2026-06-28')
    await page.keyboard.type('Federal Interior Ministry')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true')
    assert.equal(await form.locator('[aria-invalid=true]').count(), 5)
    for (const [name, value] of [['institution_side', 'PAK_FED'], ['issue', 'border_trade'], ['stance', 'support']]) await form.locator(`[name=${name}]`).selectOption(value)
    await form.locator('[name=speaker_role]').fill('spokesperson')
    await form.locator('[name=paraphrase]').fill('Asked that the crossing be opened again.')
    await form.locator('[name=source_url]').fill('https://news.example/1')
    await form.locator('[name=institution]').focus()
    await page.keyboard.press('Enter')
    await option.locator('[role=alert]', { hasText: 'who' }).waitFor()
    await ledger.locator('input[name=who]').first().fill('desk')
    await form.getByRole('button', { name: 'Take as a statement' }).click()
    await option.locator('[role=status]', { hasText: /On file as statement \S+/ }).waitFor()
    assert.ok(await option.evaluate((e) => e === document.activeElement), 'the focus is lost')
    const said = await (await page.request.get(origin + '/api/v1/messaging')).json()
    assert.ok(said.statements.some((s) => /Asked that the crossing/.test(JSON.stringify(s))), 'it is not among the statements')
    assert.equal(asked.length, 0)
  }),
}
