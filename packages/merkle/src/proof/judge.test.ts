import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { hexDecode, hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { askJudge, buildJudge } from '../../../../tools/judges/run-judge.ts'
import { mutations } from '../testing/mutate-case.ts'
import { absenceCase, membershipCase, sampleTree } from '../testing/proof-cases.ts'
import type { ProofCase } from '../testing/proof-cases.ts'
import { Seeded } from '../testing/seeded.ts'
import { ProofError } from './proof-error.ts'
import { decodeProofSpec, encodeProofSpec } from './spec-bytes.ts'
import { iavlSpec, smtSpec, tendermintSpec } from './specs.ts'
import { verifyAbsence, verifyMembership } from './verify-proof.ts'

// Record again, with Go: XIEZHI_RECORD=1 npx vitest run packages/merkle/src/proof/judge.test.ts
const RECORDED_FILE = fileURLToPath(new URL('../../../../vectors/tree/recorded-ics23.json', import.meta.url))
const PUBLISHED = new URL('../../../../vectors/tree/ics23/', import.meta.url)
const CASES = Number(process.env['XIEZHI_JUDGE_CASES'] ?? 4_000)
/** One recorded case of this many; keeps the file readable. */
const RECORD_EVERY = 24

/** As `tools/judges/ics23` reads and answers; `what` is for the reader. */
interface Question {
  readonly what: string
  readonly spec: string
  readonly root: string
  readonly proof: string
  readonly key: string
  readonly value?: string
}
interface Answer {
  readonly verdict: 'valid' | 'invalid' | 'undecodable' | 'panic'
  readonly kind: string
  readonly canonical: boolean
  readonly namedKey?: string
}

function question(what: string, from: ProofCase): Question {
  const hex = {
    spec: hexEncode(encodeProofSpec(from.spec)),
    root: hexEncode(from.root),
    proof: hexEncode(from.proof),
    key: hexEncode(from.key),
  }
  return { what, ...hex, ...(from.value === null ? {} : { value: hexEncode(from.value) }) }
}

/** 'valid' or the code. */
function ourVerdict(asked: Question): string {
  const [spec, root, proof, key] = [asked.spec, asked.root, asked.proof, asked.key].map(hexDecode) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ]
  try {
    if (asked.value === undefined) verifyAbsence(nodeCrypto, decodeProofSpec(spec), root, proof, key)
    else verifyMembership(nodeCrypto, decodeProofSpec(spec), root, proof, key, hexDecode(asked.value))
    return 'valid'
  } catch (error) {
    if (error instanceof ProofError) return error.code
    throw error
  }
}

/**
 * What our verifier must say, given the judge's answer. It is stricter in three stated places: one encoding a proof, no
 * batch or compressed proofs, and an absence proof names its key.
 */
function expected(asked: Question, answer: Answer): boolean {
  if (answer.verdict !== 'valid' || !answer.canonical) return false
  if (answer.kind === 'exist') return true
  const named = [asked.key, hexEncode(nodeCrypto.sha256(hexDecode(asked.key)))]
  return answer.kind === 'nonexist' && named.includes(answer.namedKey ?? '')
}

function publishedCases(): ProofCase[] {
  const specs = { iavl: iavlSpec, tendermint: tendermintSpec, smt: smtSpec }
  return Object.entries(specs).flatMap(([name, spec]) =>
    readdirSync(new URL(`${name}/`, PUBLISHED)).map((file): ProofCase => {
      const raw = JSON.parse(readFileSync(new URL(`${name}/${file}`, PUBLISHED), 'utf8')) as Record<string, string>
      const field = (of: string): Uint8Array => hexDecode(raw[of] ?? '')
      const value = raw['value'] === '' ? null : field('value')
      return { spec, root: field('root'), proof: field('proof'), key: field('key'), value }
    }),
  )
}

function ownCases(random: Seeded): ProofCase[] {
  return [1, 2, 3, 5, 9, 20, 60, 200].flatMap((size) => {
    const sample = sampleTree(nodeCrypto, random, size)
    return Array.from({ length: 12 }, (_, i) =>
      i % 2 === 0
        ? membershipCase(nodeCrypto, sample, random.below(size))
        : absenceCase(nodeCrypto, sample, Uint8Array.of(255, ...random.bytes(4))),
    )
  })
}

function questions(): Question[] {
  const random = new Seeded(0x1c523)
  const sound = [...publishedCases(), ...ownCases(random)]
  const asked = sound.map((from) => question('as proved', from))
  const names = Object.keys(mutations)
  while (asked.length < CASES) {
    const from = random.pick(sound)
    const name = names[asked.length % names.length] ?? ''
    const spoiled = mutations[name]?.(from, random, random.pick(sound))
    if (spoiled !== undefined) asked.push(question(name, spoiled))
  }
  return asked
}

const judge = await buildJudge('ics23')
if ('absent' in judge) console.log(`not run: proofs before the Go judge ics23 v0.11 (${judge.absent})`)

describe.skipIf('absent' in judge)('verdicts of ics23 v0.11, asked now', () => {
  it(`agree with ours on ${CASES} sound and spoiled proofs`, { timeout: 300_000 }, async () => {
    const asked = questions()
    const program = 'path' in judge ? judge.path : ''
    const lines = await askJudge(
      program,
      asked.map((line) => JSON.stringify(line)),
    )
    const answers = lines.map((line) => JSON.parse(line) as Answer)
    expect(answers).toHaveLength(asked.length)
    const rows = asked.map((line, i) => ({ ...line, answer: answers[i]!, ours: ourVerdict(line) }))
    const wrong = rows.filter((row) => (row.ours === 'valid') !== expected(row, row.answer))
    expect(wrong.slice(0, 3)).toEqual([])
    // Both verdicts occur often, or the comparison would say little.
    expect(rows.filter((row) => row.ours === 'valid').length).toBeGreaterThan(CASES / 20)
    expect(rows.filter((row) => row.answer.verdict !== 'valid').length).toBeGreaterThan(CASES / 4)
    if (process.env['XIEZHI_RECORD'] === '1') record(rows)
  })
})

type Row = Question & { readonly answer: Answer; readonly ours: string }

function record(rows: readonly Row[]): void {
  const chosen = rows.filter((row, i) => i % RECORD_EVERY === 0 && row.proof.length < 8_000)
  const lines = chosen.map((row) => JSON.stringify({ ...row, ours: undefined }))
  writeFileSync(RECORDED_FILE, `[\n${lines.join(',\n')}\n]\n`)
}

describe('verdicts of ics23 v0.11, recorded', () => {
  const rows = JSON.parse(readFileSync(RECORDED_FILE, 'utf8')) as (Question & { answer: Answer })[]

  it.each(['valid', 'invalid', 'undecodable'])('hold cases that are %s', (verdict) => {
    expect(rows.filter((row) => row.answer.verdict === verdict).length).toBeGreaterThan(3)
  })

  it.each(rows.map((row, i) => ({ ...row, i })))('case $i, $what', (row) => {
    expect(ourVerdict(row) === 'valid').toBe(expected(row, row.answer))
  })
})
