import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Starts the binary on a free port with a store of its own, or takes the page that is named.
 * It takes the flags given. What is given is imported as UCDP events first and linked, or as GDELT's signals; a page that is named has none of it.
 */
export async function serve(events = '', signals = '', flags = []) {
  if (process.env.DETENTE_URL && !events && !signals && !flags.length) return { url: process.env.DETENTE_URL, stop: async () => {} }
  const binary = process.env.DETENTE_BIN ?? new URL('../../../bin/detente', import.meta.url).pathname
  const folder = mkdtempSync(join(tmpdir(), 'detente-'))
  const db = join(folder, 'page.duckdb')
  if (events) {
    const file = join(folder, 'ged.csv')
    writeFileSync(file, events)
    for (const args of [['load'], ['import', 'ucdp', file], ['match', '--between', 'chronology,ucdp-ged']]) execFileSync(binary, [...args, '--db', db], { stdio: ['ignore', 'ignore', 'pipe'] })
  }
  if (signals) {
    const file = join(folder, 'day.export.CSV')
    writeFileSync(file, signals)
    for (const args of [['load'], ['import', 'gdelt', file]]) execFileSync(binary, [...args, '--db', db], { stdio: ['ignore', 'ignore', 'pipe'] })
  }
  const child = spawn(binary, ['serve', '--port', '0', '--json', '--db', db, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = async () => {
    const gone = child.exitCode === null ? new Promise((done) => child.once('exit', done)) : undefined
    child.kill('SIGTERM')
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const url = await new Promise((done, fail) => {
      let said = ''
      const late = setTimeout(() => fail(new Error(`${binary} did not say where the page is; it said: ${said}`)), 60_000)
      child.once('error', fail)
      child.once('exit', (code) => fail(new Error(`${binary} ended with ${code}; it said: ${said}`)))
      child.stdout.on('data', (chunk) => {
        said += chunk
        try {
          const { url } = JSON.parse(said)
          clearTimeout(late)
          done(url)
        } catch {
          // not all of it yet
        }
      })
    })
    child.removeAllListeners('exit')
    return { url, stop }
  } catch (e) {
    await stop()
    throw e
  }
}
