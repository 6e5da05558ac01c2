import { compareBytes, utf8Encode } from '@xiezhi/codec'
import {
  BLOCK_PROTOCOL,
  commitSignBytes,
  headerHash,
  timestampFromMs,
  validatorAddress,
  validatorsHash,
} from '@xiezhi/comet'
import type { Commit, Header, LightBlock, ValidatorSet } from '@xiezhi/comet'
import type { Signer } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { decodeTendermintHeader, encodeTendermintHeader, trustedStateOf, verifyHeader } from '@xiezhi/lightclient'
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
  const blockAt = (height: number): LightBlock => signedBlock(keys, height)
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

interface Validators {
  readonly set: ValidatorSet
  /** In the order of the set. */
  readonly signers: readonly Signer[]
}

let made = 0

/** Of equal power, in the order of their addresses, as CometBFT has them; no key was there before. */
function newValidators(count: number): Validators {
  const members = Array.from({ length: count }, () => {
    const signer = nodeCrypto.signer('ed25519', nodeCrypto.sha256(utf8Encode(`light bench ${made++}`)))
    return { signer, address: validatorAddress(nodeCrypto, signer.publicKey) }
  }).sort((a, b) => compareBytes(a.address, b.address))
  const validators = members.map(({ signer, address }) => ({
    address,
    publicKey: signer.publicKey,
    votingPower: 10n,
    proposerPriority: 0n,
  }))
  return { set: { validators, proposer: validators[0] ?? null }, signers: members.map(({ signer }) => signer) }
}

/** An empty block that all of them have signed. */
function signedBlock({ set, signers }: Validators, height: number): LightBlock {
  const timeMs = NOW_MS + height * BLOCK_MS
  const some = nodeCrypto.sha256(utf8Encode('light bench'))
  const hash = validatorsHash(nodeCrypto, set)
  const header: Header = {
    version: { block: BLOCK_PROTOCOL, app: 1n },
    chainId: CHAIN_ID,
    height: BigInt(height),
    time: timestampFromMs(timeMs),
    lastBlockId: { hash: some, partSetHeader: { total: 1, hash: some } },
    lastCommitHash: some,
    dataHash: some,
    validatorsHash: hash,
    nextValidatorsHash: hash,
    consensusHash: some,
    appHash: some,
    lastResultsHash: some,
    evidenceHash: some,
    proposerAddress: set.validators[0]?.address ?? some.subarray(0, 20),
  }
  const blockId = { hash: headerHash(nodeCrypto, header), partSetHeader: { total: 1, hash: some } }
  const unsigned = set.validators.map(({ address }, at) => ({
    blockIdFlag: 2 as const,
    validatorAddress: address,
    timestamp: timestampFromMs(timeMs + at + 1),
    signature: new Uint8Array(),
  }))
  const draft: Commit = { height: header.height, round: 0, blockId, signatures: unsigned }
  const signatures = unsigned.map((slot, at) => ({
    ...slot,
    signature: signers[at]?.sign(commitSignBytes(CHAIN_ID, draft, at)) ?? slot.signature,
  }))
  return { header, commit: { ...draft, signatures }, validators: set }
}
