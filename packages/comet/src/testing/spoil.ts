import { commitHash, evidenceHash, headerHash, validatorsHash } from '../hashes.ts'
import type { Sha256 } from '../simple-merkle.ts'
import type {
  Block,
  BlockId,
  BlockIdFlag,
  Commit,
  CommitSig,
  Evidence,
  Header,
  LightBlock,
  Validator,
  ValidatorSet,
  Vote,
} from '../types.ts'
import type { Seeded } from './seeded.ts'

const HASH_LENGTHS = [0, 1, 20, 31, 32, 33, 64]

/** A header with one field changed, to something that may or may not be allowed. */
export function spoilHeader(header: Header, random: Seeded): Header {
  const hash = random.bytes(random.pick(HASH_LENGTHS))
  const version = { ...header.version, block: random.pick([0n, 10n, 11n, 12n]) }
  const changes: readonly Partial<Header>[] = [
    { version },
    { chainId: random.pick(['', 'x'.repeat(50), 'x'.repeat(51), '律'.repeat(17)]) },
    { height: random.pick([-1n, 0n, 1n, -(2n ** 63n), 2n ** 63n - 1n]) },
    { lastBlockId: spoilBlockId(header.lastBlockId, random) },
    { lastCommitHash: hash },
    { dataHash: hash },
    { validatorsHash: hash },
    { nextValidatorsHash: hash },
    { consensusHash: hash },
    { appHash: hash },
    { lastResultsHash: hash },
    { evidenceHash: hash },
    { proposerAddress: random.bytes(random.pick([0, 19, 20, 21, 32])) },
  ]
  return { ...header, ...random.pick(changes) }
}

function spoilBlockId({ hash, partSetHeader }: BlockId, random: Seeded): BlockId {
  const other = random.bytes(random.pick(HASH_LENGTHS))
  return random.pick<BlockId>([
    { hash: other, partSetHeader },
    { hash, partSetHeader: { ...partSetHeader, hash: other } },
    { hash, partSetHeader: { ...partSetHeader, total: random.pick([0, 1, 0xffff_ffff]) } },
    { hash: new Uint8Array(0), partSetHeader: { total: 0, hash: new Uint8Array(0) } },
  ])
}

export function spoilCommit(commit: Commit, random: Seeded): Commit {
  const changes: readonly Partial<Commit>[] = [
    { height: random.pick([-1n, 0n, 1n]) },
    { round: random.pick([-1, 0, 0x7fff_ffff]) },
    { blockId: spoilBlockId(commit.blockId, random) },
    { signatures: [] },
    { height: 0n, signatures: [] },
    { height: 0n, blockId: spoilBlockId(commit.blockId, random) },
    { signatures: commit.signatures.map((slot) => spoilSlot(slot, random)) },
    { height: 0n, signatures: commit.signatures.map((slot) => spoilSlot(slot, random)) },
  ]
  return { ...commit, ...random.pick(changes) }
}

function spoilSlot(slot: CommitSig, random: Seeded): CommitSig {
  const changes: readonly Partial<CommitSig>[] = [
    {},
    { blockIdFlag: random.pick([0, 1, 2, 3, 4]) as BlockIdFlag },
    { validatorAddress: random.bytes(random.pick([0, 19, 20, 21])) },
    { signature: random.bytes(random.pick([0, 1, 63, 64, 65])) },
    { timestamp: { seconds: 0n, nanos: random.below(2) } },
  ]
  return { ...slot, ...random.pick(changes) }
}

export function spoilValidators(set: ValidatorSet, random: Seeded): ValidatorSet {
  if (random.oneIn(12)) return { ...set, validators: [] }
  if (random.oneIn(6)) return { ...set, proposer: null }
  if (random.oneIn(6) && set.proposer !== null) return { ...set, proposer: spoilOne(set.proposer, random) }
  const at = random.below(set.validators.length)
  const validators = set.validators.map((validator, index) => (index === at ? spoilOne(validator, random) : validator))
  return { ...set, validators }
}

function spoilOne(validator: Validator, random: Seeded): Validator {
  const changes: readonly Partial<Validator>[] = [
    { address: random.bytes(random.pick([0, 19, 20, 21])) },
    { publicKey: random.bytes(random.pick([0, 31, 32, 33])) },
    { votingPower: random.pick([-1n, 0n, 1n, 2n ** 60n - 1n, 2n ** 60n, 2n ** 62n]) },
    { proposerPriority: random.pick([-(2n ** 62n), 0n, 2n ** 62n]) },
  ]
  return { ...validator, ...random.pick(changes) }
}

/** A vote with one or two fields changed. */
export function spoilVote(vote: Vote, random: Seeded): Vote {
  const changes = (): Partial<Vote> =>
    random.pick<Partial<Vote>>([
      { type: random.pick([0, 1, 2, 3, 32]) as Vote['type'] },
      { height: random.pick([-1n, 0n, 1n]) },
      { round: random.pick([-1, 0, 0x7fff_ffff]) },
      { blockId: spoilBlockId(vote.blockId, random) },
      { timestamp: { seconds: 0n, nanos: random.below(2) } },
      { validatorAddress: random.bytes(random.pick([0, 19, 20, 21])) },
      { validatorIndex: random.pick([-1, 0, 7]) },
      { signature: random.bytes(random.pick([0, 1, 64, 65])) },
      { extension: random.bytes(random.pick([0, 1, 9])) },
      { extensionSignature: random.bytes(random.pick([0, 64, 65])) },
    ])
  return { ...vote, ...changes(), ...(random.oneIn(2) ? changes() : {}) }
}

/** Evidence with one change; a conflicting block keeps the hashes that its parts should have. */
export function spoilEvidence(crypto: Sha256, evidence: Evidence, random: Seeded): Evidence {
  if (evidence.kind === 'duplicate-vote') {
    return random.pick<Evidence>([
      { ...evidence, voteA: spoilVote(evidence.voteA, random) },
      { ...evidence, voteB: spoilVote(evidence.voteB, random) },
      { ...evidence, voteA: evidence.voteB, voteB: evidence.voteA },
      { ...evidence, voteB: evidence.voteA },
      { ...evidence, totalVotingPower: random.pick([-1n, 0n, 1n]) },
      { ...evidence, validatorPower: random.pick([-1n, 0n, 1n]) },
    ])
  }
  const { height } = evidence.conflictingBlock.header
  return random.pick<Evidence>([
    { ...evidence, totalVotingPower: random.pick([-1n, 0n, 1n]) },
    { ...evidence, commonHeight: random.pick([-1n, 0n, height, height + 1n]) },
    { ...evidence, byzantineValidators: [] },
    { ...evidence, conflictingBlock: spoilLightBlock(crypto, evidence.conflictingBlock, random) },
  ])
}

/** A light block with one part changed, half of them with the hashes made to fit again. */
export function spoilLightBlock(crypto: Sha256, block: LightBlock, random: Seeded): LightBlock {
  const spoiled = random.pick<LightBlock>([
    { ...block, header: spoilHeader(block.header, random) },
    { ...block, commit: spoilCommit(block.commit, random) },
    { ...block, validators: spoilValidators(block.validators, random) },
  ])
  if (random.oneIn(2)) return spoiled
  const header =
    spoiled.validators === block.validators
      ? spoiled.header
      : { ...spoiled.header, validatorsHash: validatorsHash(crypto, spoiled.validators) }
  const blockId = { ...spoiled.commit.blockId, hash: headerHash(crypto, header) }
  return { ...spoiled, header, commit: { ...spoiled.commit, blockId } }
}

/** A block with one part changed and, mostly, the header's hash of that part made to fit again. */
export function spoilBlock(crypto: Sha256, block: Block, random: Seeded): Block {
  const fit = !random.oneIn(4)
  const { header, lastCommit } = block
  if (block.evidence.length > 0 && !random.oneIn(3)) {
    const at = random.below(block.evidence.length)
    const evidence = block.evidence.map((item, index) => (index === at ? spoilEvidence(crypto, item, random) : item))
    return { ...block, evidence, header: fit ? { ...header, evidenceHash: evidenceHash(crypto, evidence) } : header }
  }
  if (lastCommit !== null && random.oneIn(2)) {
    const spoiled = spoilCommit(lastCommit, random)
    const fitted = fit ? { ...header, lastCommitHash: commitHash(crypto, spoiled) } : header
    return { ...block, lastCommit: spoiled, header: fitted }
  }
  return random.oneIn(4)
    ? { ...block, txs: [...block.txs, random.bytes(3)] }
    : { ...block, header: spoilHeader(header, random) }
}

/** Some bytes changed, cut, doubled or put in. */
export function spoilBytes(bytes: Uint8Array, random: Seeded): Uint8Array {
  const at = random.below(bytes.length)
  const changed = bytes.slice()
  switch (random.below(6)) {
    case 0:
      changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8))
      return changed
    case 1:
      changed[at] = random.below(256)
      return changed
    case 2:
      return bytes.slice(0, at)
    case 3:
      return Uint8Array.from([...bytes, ...bytes.slice(at)])
    case 4:
      return Uint8Array.from([...bytes.slice(0, at), random.below(256), ...bytes.slice(at)])
    default:
      return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + 1)])
  }
}
