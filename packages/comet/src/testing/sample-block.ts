import { pureCrypto } from '@xiezhi/crypto'
import type { Block, Commit, DuplicateVoteEvidence, LightBlock, LightClientAttackEvidence } from '../types.ts'
import { RandomBlocks } from './random-block.ts'
import { Seeded } from './seeded.ts'

/** A block with a commit before it and both kinds of evidence. */
export function sampleBlock(): {
  readonly block: Block & { readonly lastCommit: Commit }
  readonly light: LightBlock
  readonly duplicate: DuplicateVoteEvidence
  readonly attack: LightClientAttackEvidence
} {
  const source = new RandomBlocks(pureCrypto, new Seeded(21))
  for (;;) {
    const { block: made, commit, validators } = source.next()
    const { lastCommit, header } = made
    const votes = made.evidence.find(
      (item): item is DuplicateVoteEvidence => item.kind === 'duplicate-vote' && item.voteA.blockId.hash.length > 0,
    )
    const conflict = made.evidence.find((item) => item.kind === 'light-client-attack')
    if (lastCommit === null || votes === undefined || conflict === undefined || made.txs.length < 2) continue
    return {
      block: { ...made, lastCommit },
      light: { header, commit, validators },
      duplicate: votes,
      attack: conflict,
    }
  }
}
