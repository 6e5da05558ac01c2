import { bytesEqual } from '@xiezhi/codec'
import { ProofError } from './proof-error.ts'
import type { InnerOp, InnerSpec } from './types.ts'

/** No leaf stands left of this path: at each step it is the first child, or all before it are empty. */
export function isLeftMost(spec: InnerSpec, path: readonly InnerOp[]): boolean {
  // Also an empty path is judged by a specification that makes sense.
  positionOf(spec, 0)
  return path.every((op) => hasBranch(spec, op, 0) || leftBranchesAreEmpty(spec, op))
}

/** No leaf stands right of this path. */
export function isRightMost(spec: InnerSpec, path: readonly InnerOp[]): boolean {
  const last = spec.childOrder.length - 1
  positionOf(spec, last)
  return path.every((op) => hasBranch(spec, op, last) || rightBranchesAreEmpty(spec, op))
}

/**
 * No leaf stands between two paths that lead to one root: they part at one node into neighbouring children, below
 * which the left path keeps to the right edge and the right path to the left edge.
 */
export function isLeftNeighbour(spec: InnerSpec, left: readonly InnerOp[], right: readonly InnerOp[]): boolean {
  let shared = 0
  for (; shared < Math.min(left.length, right.length); shared++) {
    const [a, b] = [left.at(-1 - shared), right.at(-1 - shared)]
    if (a === undefined || b === undefined) break
    if (!bytesEqual(a.prefix, b.prefix) || !bytesEqual(a.suffix, b.suffix)) break
  }
  const [leftTop, rightTop] = [left.at(-1 - shared), right.at(-1 - shared)]
  if (leftTop === undefined || rightTop === undefined) return false
  const leftBranch = branchOf(spec, leftTop)
  const rightBranch = branchOf(spec, rightTop)
  if (leftBranch === null || rightBranch !== leftBranch + 1) return false
  return (
    isRightMost(spec, left.slice(0, left.length - shared - 1)) &&
    isLeftMost(spec, right.slice(0, right.length - shared - 1))
  )
}

/** All children before the one on the path are the empty child. */
export function leftBranchesAreEmpty(spec: InnerSpec, op: InnerOp): boolean {
  const branches = branchOf(spec, op) ?? 0
  if (branches === 0) return false
  const start = op.prefix.length - branches * spec.childSize
  return start >= 0 && branchesAreEmpty(spec, op.prefix, start, branches)
}

/** All children behind the one on the path are the empty child. */
export function rightBranchesAreEmpty(spec: InnerSpec, op: InnerOp): boolean {
  const branch = branchOf(spec, op)
  if (branch === null) return false
  const branches = spec.childOrder.length - 1 - branch
  if (branches === 0 || op.suffix.length !== branches * spec.childSize) return false
  return branchesAreEmpty(spec, op.suffix, 0, branches)
}

function branchesAreEmpty(spec: InnerSpec, bytes: Uint8Array, start: number, branches: number): boolean {
  for (let i = 0; i < branches; i++) {
    const from = start + positionOf(spec, i) * spec.childSize
    if (!bytesEqual(spec.emptyChild, bytes.subarray(from, from + spec.childSize))) return false
  }
  return true
}

/** Which child the path goes through, judged by the lengths around it; null if none fits. */
function branchOf(spec: InnerSpec, op: InnerOp): number | null {
  for (let branch = 0; branch < spec.childOrder.length; branch++) if (hasBranch(spec, op, branch)) return branch
  return null
}

function hasBranch(spec: InnerSpec, op: InnerOp, branch: number): boolean {
  const position = positionOf(spec, branch)
  const before = position * spec.childSize
  const after = (spec.childOrder.length - 1 - position) * spec.childSize
  return (
    op.prefix.length >= before + spec.minPrefixLength &&
    op.prefix.length <= before + spec.maxPrefixLength &&
    op.suffix.length === after
  )
}

function positionOf(spec: InnerSpec, branch: number): number {
  const position = spec.childOrder.indexOf(branch)
  if (position < 0) throw new ProofError('PROOF_SPEC', { field: 'childOrder' })
  return position
}
