import { bytesEqual } from '@xiezhi/codec'
import { headerHash, validateValidatorSet, validatorsHash } from '@xiezhi/comet'
import type { LightBlock, ValidatorSet } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import { anchoredValidators, EvidenceError } from '@xiezhi/evidence'
import type { ProvedRecord, ZoneEvidence, ZoneTrust } from '@xiezhi/evidence'
import { trustedStateOf, verifyCommit, verifyHeader } from '@xiezhi/lightclient'
import { smtSpec, verifyAbsence, verifyMembership } from '@xiezhi/merkle'
import type { CheckList } from './checks.ts'
import type { ZoneAssurance } from './verdict.ts'

/**
 * Evidence is judged as of its own time: a header that its validators signed stays signed by them. So the trusting period
 * that protects a live client from keys sold later is not applied; the report says so (`DATE_OF_VERIFICATION`).
 */
const ANY_AGE = { trustLevel: { numerator: 1, denominator: 3 }, trustingPeriodMs: 2 ** 52, clockDriftMs: 0 }
const AFTER_EVERYTHING_MS = 2 ** 51

/** Checks the light blocks of a zone against its anchor, and every record against the header after its height. */
export function verifyZone(crypto: Crypto, zone: ZoneEvidence, trust: ZoneTrust, checks: CheckList): void {
  const anchors = anchoredValidators(crypto, trust)
  const accepted = new Map<number, LightBlock>()
  let previous: LightBlock | undefined
  for (const block of zone.lightBlocks) {
    const height = Number(block.header.height)
    const facts = { height, anchorHeight: trust.height }
    const trusted = previous
    const ok = checks.run('light-block', zone.chainId, facts, () => {
      verifyLightBlock(crypto, zone.chainId, block, anchors, trusted)
      return true
    })
    if (ok !== true) continue
    accepted.set(height, block)
    previous = block
  }
  const used = new Set<number>()
  for (const record of zone.records) {
    const block = accepted.get(record.height + 1)
    used.add(record.height + 1)
    checks.run('record-proof', zone.chainId, { key: printable(record.key), height: record.height }, () =>
      verifyRecord(crypto, record, block),
    )
  }
  requireUse(crypto, zone, anchors, used, checks)
}

/**
 * A block that supports nothing could be changed or left out without effect. One without a record is needed only to lead
 * to the next block, where validators other than the anchored ones signed that.
 */
function requireUse(
  crypto: Crypto,
  { chainId, lightBlocks }: ZoneEvidence,
  anchors: ValidatorSet,
  used: ReadonlySet<number>,
  checks: CheckList,
): void {
  const anchorsHash = validatorsHash(crypto, anchors)
  lightBlocks.forEach(({ header }, at) => {
    const height = Number(header.height)
    const next = lightBlocks[at + 1]
    const leads = next !== undefined && !bytesEqual(next.header.validatorsHash, anchorsHash)
    if (!used.has(height) && !leads) checks.record('light-block-used', chainId, false, { height })
  })
}

export function assuranceOf(trust: ZoneTrust): ZoneAssurance {
  const total = trust.validators.reduce((sum, { power }) => sum + power, 0)
  const byOrganisation = new Map<string, number>()
  // Validators without an organisation count together as one.
  for (const { organisation, power } of trust.validators) {
    const name = organisation ?? ''
    byOrganisation.set(name, (byOrganisation.get(name) ?? 0) + power)
  }
  const largest = Math.max(...byOrganisation.values())
  return {
    chainId: trust.chainId,
    level: largest * 3 >= total ? 'institution' : 'consensus',
    validators: trust.validators.length,
    organisations: byOrganisation.size,
    anchorHeight: trust.height,
  }
}

function verifyLightBlock(
  crypto: Crypto,
  chainId: string,
  block: LightBlock,
  anchors: ValidatorSet,
  previous: LightBlock | undefined,
): void {
  // The hash of a set covers keys and powers only; an address is that of its key.
  validateValidatorSet(crypto, block.validators)
  const ownSet = validatorsHash(crypto, block.validators)
  if (!bytesEqual(ownSet, block.header.validatorsHash)) {
    throw new EvidenceError('BUNDLE_LIGHT_BLOCK', { reason: 'validators are not those of the header' })
  }
  if (previous === undefined || bytesEqual(ownSet, validatorsHash(crypto, anchors))) {
    // The anchored set speaks for itself at any height; another set only if the anchored one leads to it.
    const blockId = { ...block.commit.blockId, hash: headerHash(crypto, block.header) }
    verifyCommit(crypto, chainId, anchors, blockId, block.header.height, block.commit)
    return
  }
  // Which set followed the previous block: its own, or, after a change, that of this block. The header names its hash.
  const isUnchanged = bytesEqual(previous.header.nextValidatorsHash, previous.header.validatorsHash)
  const trusted = trustedStateOf(previous, isUnchanged ? previous.validators : block.validators)
  verifyHeader(crypto, chainId, trusted, block, ANY_AGE, AFTER_EVERYTHING_MS)
}

function verifyRecord(crypto: Crypto, { keyBytes, value, proof }: ProvedRecord, block: LightBlock | undefined): void {
  const root = block?.header.appHash ?? new Uint8Array(32)
  if (value === null) verifyAbsence(crypto, smtSpec, root, proof, keyBytes)
  else verifyMembership(crypto, smtSpec, root, proof, keyBytes, value)
}

/** Packet keys hold binary numbers. */
function printable(key: string): string {
  return key.replace(/[^\x21-\x7e]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
