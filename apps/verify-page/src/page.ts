import './polyfills.ts'
import { pureCrypto } from '@xiezhi/crypto'
import { verifyBundle } from '@xiezhi/verifier'
import type { VerificationResult } from '@xiezhi/verifier'
import { reportLines } from '@xiezhi/verifier/report'
import type { Language } from '@xiezhi/verifier/report'
import { judgeTimestamp } from '@xiezhi/verifier/timestamp'
import { texts } from './texts.ts'

let language: Language = 'zh-CN'
let judged: VerificationResult | undefined

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

async function bytesOf(input: HTMLInputElement): Promise<Uint8Array | undefined> {
  const file = input.files?.[0]
  return file === undefined ? undefined : new Uint8Array(await file.arrayBuffer())
}

async function judge(): Promise<void> {
  const bundle = await bytesOf(element('bundle') as HTMLInputElement)
  const trust = await bytesOf(element('trust') as HTMLInputElement)
  judged =
    bundle === undefined || trust === undefined
      ? undefined
      : verifyBundle(pureCrypto, bundle, trust, () => judgeTimestamp)
  show()
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
  banner.className = judged?.result ?? 'waiting'
  banner.textContent = judged === undefined ? texts[language].waiting : texts[language][judged.result]
  if (judged === undefined) return
  for (const line of reportLines(judged, language).slice(1)) {
    const row = document.createElement('li')
    row.textContent = line.trim()
    if (line.startsWith('  ')) row.className = line.includes('✗') ? 'bad' : 'sub'
    report.append(row)
  }
}

for (const id of ['bundle', 'trust']) element(id).addEventListener('change', () => void judge())
element('language').addEventListener('click', () => {
  language = language === 'zh-CN' ? 'en' : 'zh-CN'
  show()
})
show()
