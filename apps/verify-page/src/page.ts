import './polyfills.ts'
import { pureCrypto } from '@xiezhi/crypto'
import { verifyBundle } from '@xiezhi/verifier'
import type { VerificationResult } from '@xiezhi/verifier'
import { reportLines } from '@xiezhi/verifier/report'
import type { Language } from '@xiezhi/verifier/report'
import { judgeTimestamp } from '@xiezhi/verifier/timestamp'
import { texts } from './texts.ts'

let language: Language = 'zh-CN'
let judged: Judged | undefined

interface Judged {
  readonly result: VerificationResult
  readonly bundle: Chosen
  readonly trust: Chosen
  readonly at: Date
}

/** A file as the person chose it. */
interface Chosen {
  readonly name: string
  readonly bytes: Uint8Array
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new MissingElement(id)
  return found
}

/** The page and its script are one file; an id that is not there is a fault of the build. */
class MissingElement extends Error {
  constructor(id: string) {
    super(`the page has no element ${id}`)
    this.name = 'MissingElement'
  }
}

async function chosen(input: HTMLInputElement): Promise<Chosen | undefined> {
  const file = input.files?.[0]
  return file === undefined ? undefined : { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

async function judge(): Promise<void> {
  const bundle = await chosen(element('bundle') as HTMLInputElement)
  const trust = await chosen(element('trust') as HTMLInputElement)
  if (bundle === undefined || trust === undefined) judged = undefined
  else {
    const result = verifyBundle(pureCrypto, bundle.bytes, trust.bytes, () => judgeTimestamp)
    judged = { result, bundle, trust, at: new Date() }
  }
  show()
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** What a sheet of paper has to say of its origin: which files were judged, and when. */
function aboutRows({ bundle, trust, at }: Judged): readonly (readonly [string, string])[] {
  const { aboutBundle, aboutTrust, aboutTime, bytes: unit } = texts[language]
  const ofFile = ({ name, bytes }: Chosen): string =>
    `${name} (${bytes.length} ${unit}, SHA-256 ${hex(pureCrypto.sha256(bytes))})`
  return [
    [aboutBundle, ofFile(bundle)],
    [aboutTrust, ofFile(trust)],
    [aboutTime, at.toLocaleString(language, { timeZoneName: 'short' })],
  ]
}

function showAbout(): void {
  const about = element('about')
  about.hidden = judged === undefined
  element('print').hidden = judged === undefined
  const rows = judged === undefined ? [] : aboutRows(judged)
  about.replaceChildren(
    ...rows.flatMap(([term, text]) => {
      const [dt, dd] = [document.createElement('dt'), document.createElement('dd')]
      dt.textContent = term
      dd.textContent = text
      return [dt, dd]
    }),
  )
}

function show(): void {
  document.documentElement.lang = language
  for (const [id, text] of Object.entries(texts[language])) {
    const target = document.querySelector(`[data-text="${id}"]`)
    if (target !== null) target.textContent = text
  }
  const report = element('report')
  report.replaceChildren()
  const banner = element('result')
  const result = judged?.result
  banner.className = result?.result ?? 'waiting'
  banner.textContent = result === undefined ? texts[language].waiting : texts[language][result.result]
  showAbout()
  if (result === undefined) return
  for (const line of reportLines(result, language).slice(1)) {
    const row = document.createElement('li')
    row.textContent = line.trim()
    if (line.startsWith('  ')) row.className = line.includes('✗') ? 'bad' : 'sub'
    report.append(row)
  }
}

for (const id of ['bundle', 'trust']) element(id).addEventListener('change', () => void judge())
element('print').addEventListener('click', () => window.print())
element('language').addEventListener('click', () => {
  language = language === 'zh-CN' ? 'en' : 'zh-CN'
  show()
})
show()
