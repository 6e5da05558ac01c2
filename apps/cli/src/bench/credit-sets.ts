import { randomBytes } from 'node:crypto'
import { concatBytes } from '@xiezhi/codec'
import { openTokenSet, TokenEvaluator, TokenSetBuilder } from '@xiezhi/credit-check'
import type { Person, TokenSet } from '@xiezhi/credit-check'
import { formatKey, suite } from '@xiezhi/crypto'
import type { SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { BenchError } from './bench-error.ts'

const AUTHORITY = { authority: 'court', chainId: 'xz-bench-court-1' }
const DAY_MS = 86_400_000

/** Invented: nobody was born in that year. */
export function benchPerson(n: number): Person {
  return {
    certificateType: 'RESIDENT_ID',
    certificateNumber: `9999991900${String(n).padStart(8, '0')}`,
    name: `示例${n}`,
  }
}

export interface BuiltFile {
  readonly file: Uint8Array
  readonly key: Uint8Array
  readonly suiteId: SuiteId
  readonly trust: Parameters<typeof openTokenSet>[2]
}

/** The set of so many persons, as a court builds it. */
export function buildSet(suiteId: SuiteId, count: number): BuiltFile {
  const algorithms = suite(nodeCrypto, suiteId)
  const signer = nodeCrypto.signer(suiteId === 'sm' ? 'sm2' : 'ed25519', nodeCrypto.sha256(Uint8Array.of(1)))
  const key = new Uint8Array(randomBytes(32))
  const builtAtMs = Date.now()
  const builder = new TokenSetBuilder(nodeCrypto, algorithms, key, {
    ...AUTHORITY,
    client: '07-tendermint-0',
    subscriber: 'railway',
    setId: randomBytes(16).toString('hex'),
    height: 1,
    builtAtMs,
    validToMs: builtAtMs + DAY_MS,
  })
  for (let n = 0; n < count; n++) builder.add(benchPerson(n))
  const keys = [formatKey({ algorithm: signer.algorithm, bytes: signer.publicKey })]
  const trust = { source: 'bench', authorities: [{ ...AUTHORITY, keys }] }
  return { file: concatBytes(...builder.finish(signer).parts), key, suiteId, trust }
}

/** Opened once, as a subscriber's system does at its start. */
export function openSet({ file, trust }: BuiltFile): TokenSet {
  return openTokenSet(nodeCrypto, file, trust)
}

/** Milliseconds of single checks with the evaluator, half of them of listed persons. @throws BenchError for a wrong answer */
export function checkTimes(set: TokenSet, { key, suiteId }: BuiltFile, count: number, checks: number): number[] {
  const evaluator = new TokenEvaluator({
    crypto: nodeCrypto,
    algorithms: suite(nodeCrypto, suiteId),
    key,
    perMinuteMax: Number.MAX_SAFE_INTEGER,
    perSetMax: Number.MAX_SAFE_INTEGER,
    before: { n: 0, ofSet: 0 },
    note: () => undefined,
  })
  return Array.from({ length: checks }, (_, n) => {
    const isListed = n % 2 === 0
    const person = benchPerson(isListed ? (n * 7_919) % count : count + n)
    const start = performance.now()
    const { answer } = evaluator.check(set, person, 'BENCH', Date.now())
    const ms = performance.now() - start
    if ((answer === 'ACTIVE') !== isListed)
      throw new BenchError('WORK_REFUSED', { expected: isListed ? 'ACTIVE' : 'NOT_ACTIVE', seen: answer })
    return ms
  })
}
