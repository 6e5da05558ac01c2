import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { concatBytes } from '@xiezhi/codec'
import { lookupCommitment, requestDigest, signRequest, signResult, TokenSetBuilder } from '@xiezhi/credit-check'
import { formatKey, suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { runProgram } from '../../program.ts'

// Invented, with a birthday that nobody has.
const PERSON = { certificateType: 'RESIDENT_ID', certificateNumber: '11010119001301001X', name: '样例甲' }
const OTHER = { ...PERSON, certificateNumber: '110101190013010028' }
const CHAIN = 'xz-court-1'
const court = nodeCrypto.signer('ed25519', new Uint8Array(32).fill(1))
const subscriber = nodeCrypto.signer('ed25519', new Uint8Array(32).fill(2))
const key = new Uint8Array(32).fill(3)
const algorithms = suite(nodeCrypto, 'intl')
const keyOf = ({ algorithm, publicKey }: typeof court): string => formatKey({ algorithm, bytes: publicKey })

let folder: string
const at = (name: string): string => join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xz-credit-'))
  const card = { authority: 'court', suite: 'intl', signingKey: keyOf(court), encryptionKey: '02'.repeat(33) }
  writeFileSync(at('card.json'), JSON.stringify(card))
  writeFileSync(at('person.json'), JSON.stringify(PERSON))
  writeFileSync(at('other.json'), JSON.stringify(OTHER))
  writeFileSync(
    at('token.key'),
    JSON.stringify({
      format: 'xiezhi/token-key/v1',
      subscriber: 'railway',
      keyDigest: 'unused',
      key: Buffer.from(key).toString('hex'),
    }),
  )
  writeFileSync(at('live.tokens'), setUntil(Date.now() + 3_600_000))
  writeFileSync(at('ended.tokens'), setUntil(Date.now() - 1_000))
  await run('trust', '--card', at('card.json'), '--chain', CHAIN, '--out', at('trust.json'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function setUntil(validToMs: number): Uint8Array {
  const builder = new TokenSetBuilder(nodeCrypto, algorithms, key, {
    authority: 'court',
    chainId: CHAIN,
    client: '07-tendermint-1',
    subscriber: 'railway',
    setId: 'ab'.repeat(16),
    height: 9,
    builtAtMs: validToMs - 7_200_000,
    validToMs,
  })
  builder.add(PERSON)
  return concatBytes(...builder.finish(court).parts)
}

/** Exit code and the JSON that was printed. */
async function run(...args: readonly string[]): Promise<{ readonly exit: number; readonly json: unknown }> {
  const printed: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed.push(String(chunk))
    return true
  })
  process.exitCode = 0
  try {
    const exit = await runProgram(['credit', ...args, '--json'])
    return { exit, json: printed.length === 0 ? null : (JSON.parse(printed.join('')) as unknown) }
  } finally {
    process.exitCode = 0
    write.mockRestore()
  }
}

describe('credit token-set check', () => {
  const checked = (file: string, person: string, change: readonly string[] = []): ReturnType<typeof run> => {
    const files = ['--key', at('token.key'), '--trust', at('trust.json'), '--log', at('log.jsonl')]
    return run('token-set', 'check', at(file), ...files, '--purpose', 'TICKETING', '--person', at(person), ...change)
  }

  test('says yes or no, and its log counts without naming anybody', async () => {
    expect(await checked('live.tokens', 'person.json')).toMatchObject({ exit: 0, json: { answer: 'ACTIVE' } })
    expect(await checked('live.tokens', 'other.json')).toMatchObject({ json: { answer: 'NOT_ACTIVE', evaluations: 2 } })
    const log = readFileSync(at('log.jsonl'), 'utf8')
    expect(log.trim().split('\n')).toHaveLength(2)
    for (const secret of [PERSON.certificateNumber, PERSON.name, OTHER.certificateNumber])
      expect(log).not.toContain(secret)
  })

  test('refuses a set that has ended, one of others and a person without a number, and counts nothing', async () => {
    const before = existsSync(at('log.jsonl')) ? readFileSync(at('log.jsonl'), 'utf8') : ''
    const refusal = (reason: string): object => ({
      exit: 65,
      json: { error: { code: 'CREDIT_CHECK', facts: { reason } } },
    })
    expect(await checked('ended.tokens', 'person.json')).toMatchObject(refusal('SET_EXPIRED'))
    const file = readFileSync(at('live.tokens'))
    file[file.length - 1] = (file.at(-1) ?? 0) ^ 1
    writeFileSync(at('spoiled.tokens'), file)
    expect(await checked('spoiled.tokens', 'person.json')).toMatchObject(refusal('SET_DIGEST'))
    writeFileSync(at('name-alone.json'), JSON.stringify({ ...PERSON, certificateNumber: '' }))
    expect(await checked('live.tokens', 'name-alone.json')).toMatchObject(refusal('CERTIFICATE_NUMBER'))
    writeFileSync(at('no-person.json'), '{}')
    expect(await checked('live.tokens', 'no-person.json')).toMatchObject({ json: { error: { code: 'CREDIT_PERSON' } } })
    for (const [text, reason] of [
      [JSON.stringify({ changedAtMs: Date.now() }), 'SET_AGED'],
      ['{}', 'CHANGED_FORM'],
    ] as const) {
      writeFileSync(at('changed.json'), text)
      expect(await checked('live.tokens', 'person.json')).toMatchObject(refusal(reason))
    }
    // Built after the change.
    writeFileSync(at('changed.json'), JSON.stringify({ changedAtMs: Date.now() - 7_200_000 }))
    expect(readFileSync(at('log.jsonl'), 'utf8')).toBe(before)
    expect(await checked('live.tokens', 'person.json')).toMatchObject({ json: { answer: 'ACTIVE' } })
    rmSync(at('changed.json'))
    const elsewhere = ['--changed', at('nowhere/changed.json')]
    expect(await checked('live.tokens', 'person.json', elsewhere)).toMatchObject({
      json: { error: { code: 'FILE_UNREADABLE' } },
    })
  })
})

describe('credit verify', () => {
  const request = signRequest(subscriber, {
    client: '07-tendermint-1',
    subscriber: 'credit-platform',
    key: keyOf(subscriber),
    purpose: 'CREDIT_SHARING',
    legalBasis: 'OPINIONS_ART_26',
    person: PERSON,
    atMs: null,
    withProof: false,
    nonce: '5a'.repeat(16),
    askedAtMs: 1_000,
  })
  const digest = requestDigest(algorithms, request)
  const salt = '77'.repeat(16)
  const result = signResult(court, {
    authority: 'court',
    chainId: CHAIN,
    client: '07-tendermint-1',
    subscriber: 'credit-platform',
    purpose: 'CREDIT_SHARING',
    requestDigest: digest,
    answer: 'ACTIVE',
    lists: ['DISHONEST'],
    atMs: 1_001,
    height: 9,
    source: 'FOLLOWED',
    answeredAtMs: 1_001,
    lookup: { salt, commitment: lookupCommitment(algorithms, { salt, requestDigest: digest }) },
    indexKey: null,
  })
  const judged = (record: object): ReturnType<typeof run> => {
    writeFileSync(at('record.json'), JSON.stringify(record))
    return run('verify', at('record.json'), '--trust', at('trust.json'))
  }

  test('valid, invalid and undecidable have the exit codes of evidence', async () => {
    expect(await judged({ request, result, proof: null })).toMatchObject({ exit: 0, json: { verdict: 'valid' } })
    const changed = { ...result, statement: { ...result.statement, answer: 'NOT_ACTIVE' } }
    expect(await judged({ request, result: changed })).toMatchObject({
      exit: 20,
      json: { verdict: 'invalid', findings: ['RESULT_SIGNATURE'] },
    })
    const elsewhere = { ...result, statement: { ...result.statement, chainId: 'xz-court-9' } }
    expect(await judged({ request, result: elsewhere })).toMatchObject({ exit: 21, json: { verdict: 'undecidable' } })
    expect(await judged({ request })).toMatchObject({ exit: 65, json: { error: { code: 'CREDIT_CHECK' } } })
  })
})
