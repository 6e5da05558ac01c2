import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { latin1Decode } from '@xiezhi/codec'
import { zoneModules } from '@xiezhi/chain'
import type { ZoneKind } from '@xiezhi/chain'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { startTestHost } from '@xiezhi/host/testing'
import type { HostKind, TestHost } from '@xiezhi/host/testing'
import { ContractError, signTransaction, TX_LIFETIME_MAX_MS } from '@xiezhi/kernel'
import type { Message } from '@xiezhi/kernel'
import { seededRandom } from '@xiezhi/kernel/testing'
import type { Generator, SeededRandom, TestChain, TestSigner } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { courtGenerators } from '../packages/chain/src/testing/court-generators.ts'
import { depositGenerators } from '../packages/chain/src/testing/deposit-generators.ts'
import { enforcementGenerators, haltGenerators } from '../packages/chain/src/testing/enforcement-generators.ts'
import { governanceGenerators } from '../packages/chain/src/testing/governance-generators.ts'
import { justiceGenerators } from '../packages/chain/src/testing/justice-generators.ts'
import { START_MS, testGenesis, testZone } from '../packages/chain/src/testing/test-zone.ts'
import { testHosts } from '../tools/judges/test-hosts.ts'

// What the modules of each zone decide, first by the application alone and then, order by order, on each host.

const SEED = Number(process.env['XIEZHI_SEED'] ?? 20_260_302)
const ACTS = 60
const TEST_MS = 240_000
/** They name heights and validators, in which the hosts differ: `e2e/comet-upgrade`, `e2e/comet-validator-set`. */
const LEFT_OUT = ['governance/PlanUpgrade', 'governance/SetValidator']
/** Acts that the application must have taken, so that the rest means something. */
const TAKEN_MIN = 15

const GENERATORS: Readonly<Record<ZoneKind, readonly Generator[]>> = {
  court: [...courtGenerators, ...depositGenerators, ...enforcementGenerators, ...governanceGenerators('court')],
  justice: [...justiceGenerators, ...governanceGenerators('justice')],
  institution: [...haltGenerators, ...governanceGenerators('institution')],
}
const KINDS = Object.keys(GENERATORS) as ZoneKind[]

interface Verdict {
  readonly codespace: string
  readonly code: number
  /** Their data may hold times. */
  readonly events: readonly string[]
}

interface Act {
  readonly type: string
  readonly tx: Uint8Array
  readonly verdict: Verdict
}

interface Played {
  readonly acts: readonly Act[]
  readonly keys: readonly string[]
}

function play(kind: ZoneKind): Played {
  const chain = testZone(nodeCrypto, kind)
  chain.nowMs = Date.now()
  const random = seededRandom(SEED)
  const acts = Array.from({ length: ACTS }, () => actOf(chain, random, GENERATORS[kind]))
  return { acts, keys: keysOf(chain.backend.scan({})) }
}

/** Every seventh is sent as another officer of the zone would, and is refused as a rule. */
function actOf(chain: TestChain, random: SeededRandom, generators: readonly Generator[]): Act {
  for (;;) {
    const proposal = random.pick(generators)(chain, random)
    if (proposal === undefined || LEFT_OUT.includes(proposal.message.type)) continue
    const signers = random.below(7) === 0 ? proposal.signers.slice(0, 1) : proposal.signers
    const tx = signed(chain, proposal.message, signers)
    const { code, codespace, events } = chain.deliverBytes(tx)
    return { type: proposal.message.type, tx, verdict: { codespace, code, events: events.map(({ type }) => type) } }
  }
}

let nonce = 0

/** Valid for as long as an order may be: the hosts come after the application. */
function signed({ chainId, nowMs }: TestChain, message: Message, signers: readonly TestSigner[]): Uint8Array {
  const body = {
    chainId,
    signers: signers.map(({ organisation, officer, key }) => ({ organisation, officer, key })),
    messages: [message],
    issuedAtMs: nowMs,
    expiresAtMs: nowMs + TX_LIFETIME_MAX_MS,
    nonce: `h-${nonce++}`,
  }
  return signTransaction(
    body,
    signers.map(({ signer }) => signer),
  )
}

async function verdictOn({ host }: TestHost, tx: Uint8Array): Promise<Verdict> {
  try {
    const { code, codespace, events } = await host.submit(tx)
    return { codespace, code, events: events.map(({ type }) => type) }
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    return { codespace: error.kind.codespace, code: error.kind.code, events: [] }
  }
}

/** Instants within keys, in milliseconds. */
const INSTANT = /\/\d{16}(?=\/|$)/g

/** Without those of the kernel, which tell of blocks, and of the validators, whom only one host has; and without instants. */
function keysOf(entries: Iterable<{ readonly key: Uint8Array }>): string[] {
  return [...entries]
    .map(({ key }) => latin1Decode(key))
    .filter((key) => !key.startsWith('kernel/') && !key.startsWith('governance/validator-set/'))
    .map((key) => key.replaceAll(INSTANT, '/…'))
    .sort()
}

const hosts = await testHosts('what the modules decide')

describe.each(hosts)('on $name', (on: HostKind) => {
  test.each(KINDS)(
    'the orders of a %s zone are judged as by the application alone, and leave the same records',
    async (kind) => {
      const { acts, keys } = play(kind)
      const folder = mkdtempSync(join(tmpdir(), 'xz-h-'))
      const zone = await startTestHost(on, {
        folder: join(folder, 'store'),
        secret: new Uint8Array(32).fill(9),
        genesis: { chainId: `xz-${kind}-1`, genesisTimeMs: START_MS, appState: testGenesis(nodeCrypto, kind) },
        modules: zoneModules(kind),
      })
      try {
        const seen: (Verdict & { readonly type: string })[] = []
        for (const { type, tx } of acts) seen.push({ type, ...(await verdictOn(zone, tx)) })

        expect({ seed: SEED, seen }).toEqual({
          seed: SEED,
          seen: acts.map(({ type, verdict }) => ({ type, ...verdict })),
        })
        expect(seen.filter(({ code }) => code === 0).length).toBeGreaterThanOrEqual(TAKEN_MIN)
        expect(keysOf(zone.host.store.scan({}))).toEqual(keys)
        expect(zone.host.app.violations()).toEqual([])
      } finally {
        await zone.stop()
        rmSync(folder, { recursive: true, force: true })
      }
    },
    TEST_MS,
  )
})
