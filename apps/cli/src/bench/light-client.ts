import { hexEncode, utf8Encode } from '@xiezhi/codec'
import { validatorAddress } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { decodeTendermintHeader, encodeTendermintHeader, trustedStateOf, verifyHeader } from '@xiezhi/lightclient'
import { lightBlock } from '@xiezhi/lightclient/testing'
import type { ValidatorKeys } from '@xiezhi/lightclient/testing'
import type { BenchInput, Figure, Measured } from './report.ts'
import { clocked, figure, percentile, repeated } from './stats.ts'
import type { TextName } from './texts.ts'

const UPDATES_DEFAULT = 20
const WARM_UP_UPDATES = 5
const CHAIN_ID = 'xz-bench-1'
const BLOCK_MS = 1_000
const NOW_MS = Date.UTC(2026, 0, 1)
const OPTIONS = { trustLevel: { numerator: 1, denominator: 3 }, trustingPeriodMs: 86_400_000, clockDriftMs: 10_000 }
const REVISION = 1n

interface Kind {
  readonly name: TextName
  readonly validators: number
  /** Heights from the trusted block to the new one. */
  readonly distance: number
  readonly wanted: NonNullable<Figure['wanted']>
}

const less = (ms: number): Kind['wanted'] => ({ atLeast: ms, goal: ms, better: 'less' })

const KINDS: readonly Kind[] = [
  { name: 'lightAdjacent4', validators: 4, distance: 1, wanted: less(2) },
  { name: 'lightAdjacent100', validators: 100, distance: 1, wanted: less(12) },
  { name: 'lightSkipping100', validators: 100, distance: 100, wanted: less(18) },
]

/** Updates of a light client from the bytes of a header; every header is signed by keys that were never seen before. */
export async function lightClient({ runs, size = UPDATES_DEFAULT }: BenchInput): Promise<Measured> {
  const figures: Figure[] = []
  for (const kind of KINDS) {
    await repeated(WARM_UP_UPDATES, () => clocked(updateOf(kind)))
    const medians = await repeated(runs, async () => {
      // Made before the clock starts.
      const updates = Array.from({ length: size }, () => updateOf(kind))
      return percentile(await repeated(size, (at) => clocked(() => updates[at]?.())), 0.5)
    })
    figures.push(figure(kind.name, 'ms', medians, kind.wanted))
  }
  return { figures, sizes: { updates: size } }
}

function updateOf({ validators, distance }: Kind): () => void {
  const keys = newValidators(validators)
  const blockAt = (height: number): LightBlock =>
    lightBlock(nodeCrypto, { chainId: CHAIN_ID, height, timeMs: NOW_MS + height * BLOCK_MS, validators: keys })
  const trusted = blockAt(1)
  const message = encodeTendermintHeader({
    block: blockAt(1 + distance),
    trustedHeight: { revisionNumber: REVISION, revisionHeight: 1n },
    trustedValidators: keys.set,
  })
  const nowMs = NOW_MS + (2 + distance) * BLOCK_MS
  return () => {
    const { block, trustedValidators } = decodeTendermintHeader(message)
    verifyHeader(nodeCrypto, CHAIN_ID, trustedStateOf(trusted, trustedValidators), block, OPTIONS, nowMs)
  }
}

let made = 0

function newValidators(count: number): ValidatorKeys {
  const signers = Array.from({ length: count }, () =>
    nodeCrypto.signer('ed25519', nodeCrypto.sha256(utf8Encode(`light bench ${made++}`))),
  )
  const validators = signers
    .map(({ publicKey }) => ({
      address: validatorAddress(nodeCrypto, publicKey),
      publicKey,
      votingPower: 10n,
      proposerPriority: 0n,
    }))
    // Of equal power: by address, as CometBFT orders them.
    .sort((a, b) => (hexEncode(a.address) < hexEncode(b.address) ? -1 : 1))
  return {
    set: { validators, proposer: validators[0] ?? null },
    signers: new Map(signers.map((signer) => [hexEncode(validatorAddress(nodeCrypto, signer.publicKey)), signer])),
  }
}
