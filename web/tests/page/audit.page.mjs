import assert from 'node:assert/strict'

const EDIT = {
  edit: '00000001', action: 'correct', kind: 'commitment', id: 'C-1', who: 'desk', why: 'Misread.', at: '2026-03-01T09:30:00Z', base: 'a1', version: 'b2',
  in_force: true, conflict: '', place_shown: '', changes: [{ field: 'status', before: 'partial', after: 'unknown' }, { field: 'evidence', before: '', after: 'One report.' }],
}

export const tests = {
  'corrections are listed field by field, and a server that only reads says why it cannot save': async ({ open, page, query }) => {
    await page.route('**/api/v1/audit*', (r) => r.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify({ total: 1, withheld: 0, next: '', edits: [EDIT] }) }))
    await open('?ledger=commitments')
    await page.locator('#ledger button[aria-expanded]').first().click()
    await page.locator('#ledger').getByRole('link', { name: /^Correct this/ }).first().click()
    assert.equal(query().get('ledger'), 'audit')
    assert.match(query().get('pick'), /id=.*kind=commitment/)
    assert.equal(await page.evaluate(() => document.activeElement.id), 'ledger-audit')

    const listed = page.locator('#ledger li[data-edit]')
    await listed.waitFor()
    const text = await listed.innerText()
    for (const said of ['C-1', 'desk', 'Misread.', '1 Mar 2026', 'in force', 'partial', 'unknown', 'One report.', 'b2']) assert.ok(text.includes(said), said)

    const save = page.locator('#ledger').getByRole('button', { name: 'Save as a new version' })
    await save.click()
    assert.equal(await page.evaluate(() => document.activeElement.id), 'edit-who')
    assert.match(await page.locator('#edit-who-fault').innerText(), /who/)
    await page.locator('#edit-who').fill('desk')
    await page.locator('#edit-why').fill('A test.')
    await save.click()
    assert.match(await page.locator('#ledger [role=alert]').innerText(), /Nothing is changed/)

    await page.locator('#edit-evidence').fill('Another report.')
    const sent = page.waitForRequest((r) => r.method() === 'POST')
    await save.click()
    const body = (await sent).postDataJSON()
    assert.deepEqual(body.fields, { evidence: 'Another report.' })
    assert.ok(body.id && body.base && body.kind === 'commitment')
    await page.locator('#ledger [role=alert]', { hasText: '--edit' }).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'alert')
    assert.equal(await page.locator('#edit-evidence').inputValue(), 'Another report.')
    assert.equal(await listed.count(), 1)
  },

  'a record can be taken away and its edits taken back, with who and why': async ({ open, page, query }) => {
    const sent = []
    await page.route('**/api/v1/edits', async (r) => {
      sent.push(r.request().postDataJSON())
      await r.fulfill({ status: 201, contentType: 'application/json', body: JSON.stringify({ kind: 'statement', id: 'ST-20210818-01', version: '', edits: [], notes: [] }) })
    })
    await open('?ledger=audit&pick=id%3DST-20210818-01%26kind%3Dstatement')
    await page.locator('#ledger').getByRole('button', { name: 'Take this record away' }).click()
    assert.match(query().get('pick'), /do=retract/)
    const go = page.locator('#ledger').getByRole('button', { name: 'Take it away' })
    await go.click()
    await page.locator('#ledger [role=alert]').waitFor()
    assert.equal(sent.length, 0)
    await page.locator('#edit-who').fill('desk')
    await page.locator('#edit-why').fill('A test.')
    const asked = page.waitForRequest((r) => r.url().includes('/audit'))
    await go.click()
    await page.locator('#ledger [role=status]', { hasText: 'ST-20210818-01 was taken away.' }).waitFor()
    await asked // what is shown is asked for again
    const { base, ...rest } = sent[0]
    assert.ok(base)
    assert.deepEqual(rest, { action: 'retract', kind: 'statement', id: 'ST-20210818-01', who: 'desk', why: 'A test.' })

    await open('?ledger=audit&pick=do%3Dwithdraw%26id%3DX%26kind%3Dstatement')
    await page.locator('#edit-who').fill('desk')
    await page.locator('#edit-why').fill('A test.')
    await page.locator('#ledger').getByRole('button', { name: 'Take the edits back' }).click()
    await page.locator('#ledger [role=status]').waitFor()
    assert.deepEqual(sent[1], { action: 'withdraw', kind: 'statement', id: 'X', who: 'desk', why: 'A test.' })
  },
}
