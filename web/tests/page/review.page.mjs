import assert from 'node:assert/strict'

const TEXT = 'Gunmen attacked a police post in Bannu on Saturday, killing three policemen, officials said.\nPakistan and Afghanistan held talks in Kabul on Friday about the Torkham crossing.'

/** A PDF of one page with one line of text. */
function pdf(line) {
  const stream = `BT /F1 12 Tf 72 720 Td (${line}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  let text = '%PDF-1.4\n'
  const at = objects.map((o, i) => {
    const from = text.length
    text += `${i + 1} 0 obj\n${o}\nendobj\n`
    return from
  })
  const xref = text.length
  text += `xref\n0 6\n0000000000 65535 f \n${at.map((n) => String(n).padStart(10, '0') + ' 00000 n \n').join('')}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

export const tests = {
  'a PDF gives its text, and one that is none says why': async ({ open, page }) => {
    await open('?ledger=review')
    const ledger = page.locator('#ledger')
    await ledger.locator('input[type=file]').setInputFiles({ name: 'report.pdf', mimeType: 'application/pdf', buffer: pdf('Gunmen attacked a police post in Bannu on Saturday.') })
    await ledger.locator('[role=status]', { hasText: '1 page' }).waitFor({ timeout: 60_000 })
    assert.match(await ledger.locator('textarea[name=text]').inputValue(), /Gunmen attacked a police post in Bannu on Saturday\./)
    await ledger.locator('input[type=file]').setInputFiles({ name: 'report.pdf', mimeType: 'application/pdf', buffer: Buffer.from('not a PDF') })
    await ledger.locator('[role=alert]').waitFor({ timeout: 60_000 })
    assert.match(await ledger.locator('textarea[name=text]').inputValue(), /Gunmen attacked/)
  },

  'figures and what a report asks for are ruled on too, and the precision is told': async ({ open, page }) => {
    const sent = []
    await page.route('**/api/v1/reviews', async (r) => {
      if (r.request().method() !== 'POST') {
        const one = { name: 'deaths_low', read: 3, accepted: 2, mended: 1, refused: 0, share: 2 / 3 }
        return r.fulfill({ json: { total: 3, accepted: 2, mended: 1, refused: 0, types: [], fields: [], on: [{ on: 'claim', accepted: 2, mended: 1, refused: 0 }], by_field: [one], by_rule: [{ ...one, name: 'a rule' }], options: [] } })
      }
      const body = r.request().postDataJSON()
      sent.push(body)
      await r.fulfill({ status: 201, json: { ruling: body.refuse ? 'refused' : Object.keys(body.fields ?? {}).length ? 'mended' : 'accepted', event: '', record: body.refuse ? '' : '77', changed: [] } })
    })
    await open('?ledger=review')
    const ledger = page.locator('#ledger')
    await ledger.locator('textarea[name=text]').fill('Gunmen attacked a police post in Bannu on Saturday, killing three policemen, officials said. The TTP claimed responsibility and said 12 soldiers were killed.\nPakistan should reopen the Torkham crossing.')
    await ledger.locator('input[name=published]').fill('2026-06-28')
    await ledger.getByRole('button', { name: 'Read it' }).click()
    const claim = ledger.locator('[data-on=claim]').first()
    await claim.waitFor()
    await claim.getByRole('button', { name: 'Accept' }).click()
    await claim.locator('[role=alert]').waitFor()
    assert.equal(sent.length, 0, 'sent without who')
    await ledger.locator('input[name=who]').fill('desk')
    await claim.getByRole('button', { name: 'Mend' }).click()
    await claim.locator('input[name=value_high]').fill('15')
    await claim.getByRole('button', { name: 'Take as mended' }).click()
    await claim.locator('[role=status]', { hasText: 'On file as claim 77' }).waitFor()
    const option = ledger.locator('[data-on=option]').first()
    await option.getByRole('button', { name: 'Refuse' }).click()
    await option.locator('[role=status]', { hasText: 'the refusal is kept' }).waitFor()
    assert.deepEqual(sent.map((s) => [s.on, s.number, s.who, s.refuse ?? false, s.fields]), [['claim', 0, 'desk', false, { value_high: '15' }], ['option', 0, 'desk', true, undefined]])
    await ledger.locator('summary', { hasText: 'By field and by rule' }).click()
    assert.match(await ledger.locator('table', { hasText: 'a rule' }).last().innerText(), /a rule\s+3\s+2\s+1\s+0\s+67%/)
  },

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
