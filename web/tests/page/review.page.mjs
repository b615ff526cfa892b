import assert from 'node:assert/strict'

const TEXT = 'Gunmen attacked a police post in Bannu on Saturday, killing three policemen, officials said.\nPakistan and Afghanistan held talks in Kabul on Friday about the Torkham crossing.'

export const tests = {
  'a report is read into proposals, each field beside its words': async ({ open, page }) => {
    await open('?ledger=review')
    const ledger = page.locator('#ledger')
    await ledger.locator('textarea[name=text]').fill(TEXT)
    await ledger.locator('input[name=published]').fill('2026-06-28')
    await ledger.getByRole('button', { name: 'Read it' }).click()
    await ledger.locator('article mark').first().waitFor()
    assert.equal((await ledger.locator('article').textContent()).trim(), TEXT)
    assert.match(await ledger.locator('[role=status]').first().innerText(), /2 events are proposed/)
    const words = ledger.locator('button.quote', { hasText: 'three policemen' }).first()
    await words.click()
    assert.equal((await ledger.locator('article mark.chosen').first().innerText()).trim(), 'three policemen')

    // By keyboard: the second proposal, mending, and a server that only reads says so.
    await ledger.getByRole('region', { name: 'Proposals' }).focus()
    await page.keyboard.press('j')
    await ledger.getByRole('heading', { name: /Proposal 2/ }).waitFor()
    await page.keyboard.press('k')
    await ledger.getByRole('heading', { name: /Proposal 1/ }).waitFor()
    await page.keyboard.press('e')
    await ledger.locator('input[name=summary]').waitFor()
    await ledger.locator('input[name=summary]').fill('Gunmen attacked a police post in Bannu.')
    await ledger.locator('input[name=who]').fill('desk')
    await ledger.getByRole('button', { name: 'Take as mended' }).click()
    await ledger.locator('[role=alert]', { hasText: '--edit' }).waitFor()
    assert.equal(await ledger.locator('input[name=summary]').inputValue(), 'Gunmen attacked a police post in Bannu.')
  },

  'what is taken or refused by key is sent with who, and the next proposal is shown': async ({ open, page }) => {
    const sent = []
    await page.route('**/api/v1/reviews', async (r) => {
      if (r.request().method() !== 'POST') return r.continue()
      const body = r.request().postDataJSON()
      sent.push(body)
      await r.fulfill({ status: 201, contentType: 'application/json', body: JSON.stringify({ ruling: body.refuse ? 'refused' : 'accepted', event: body.refuse ? '' : 'CD-1', changed: [] }) })
    })
    await open('?ledger=review')
    const ledger = page.locator('#ledger')
    await ledger.locator('textarea[name=text]').fill(TEXT)
    await ledger.locator('input[name=published]').fill('2026-06-28')
    await ledger.getByRole('button', { name: 'Read it' }).click()
    await ledger.getByRole('heading', { name: /Proposal 1/ }).waitFor()
    await ledger.getByRole('region', { name: 'Proposals' }).focus()
    await page.keyboard.press('a')
    await ledger.locator('[role=alert]').waitFor()
    assert.equal(sent.length, 0)
    await ledger.locator('input[name=who]').fill('desk')
    await ledger.getByRole('button', { name: 'Accept' }).click()
    await ledger.getByRole('heading', { name: /Proposal 2/ }).waitFor()
    await page.keyboard.press('x')
    await ledger.locator('[role=status]', { hasText: 'the refusal is kept' }).waitFor()
    assert.deepEqual(sent.map((s) => [s.number, !!s.refuse, s.who, s.report.published]), [[0, false, 'desk', '2026-06-28'], [1, true, 'desk', '2026-06-28']])
  },

  'a text that cannot be read says why': async ({ open, page }) => {
    await open('?ledger=review')
    const ledger = page.locator('#ledger')
    await ledger.locator('textarea[name=text]').fill('   ')
    await ledger.locator('input[name=published]').fill('2026-06-28')
    await ledger.getByRole('button', { name: 'Read it' }).click()
    await ledger.locator('[role=alert]', { hasText: 'no text' }).waitFor()
  },
}
