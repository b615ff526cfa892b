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
}
