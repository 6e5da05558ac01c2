import type { BlockId, BlockIdFlag, Commit, CommitSig, Header, Validator, ValidatorSet } from '../types.ts'
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
