import { compareAnchors } from './compare-anchors.ts'
import { registrationRank } from './registration-rank.ts'
import { verifyAnchor } from './verify-anchor.ts'

/** What stands on the chain against what stands in the files (一致性), article 31. */
export const consistency = { compareAnchors, verifyAnchor, registrationRank }
