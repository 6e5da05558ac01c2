import type { ReadContext } from '@xiezhi/kernel'
import type { Assurance } from '../port.ts'
import { anchorRows, CLIENT_TYPE, validatorRows } from './state.ts'

export const STATEMENT_OWN_LEDGER = 'institution (own ledger, equivocation detected)'
export const STATEMENT_DOMINATED = 'institution (one organisation holds a third of the power or more)'
export const STATEMENT_CONSENSUS = 'consensus (no organisation holds a third of the power)'

/** Under this name count all validators that no anchor assigns. An organisation cannot be called so. */
const UNANCHORED = ''

/** What the latest validator set of a peer is worth, by this zone's own anchors; undefined for an unknown client. */
export function assuranceOf(ctx: ReadContext, clientId: string): Assurance | undefined {
  const row = validatorRows(ctx.store).get(clientId)
  if (row === undefined) return undefined
  const anchors = new Map(
    (anchorRows(ctx.store).get(clientId)?.anchors ?? []).map(({ key, organisation }) => [key, organisation]),
  )
  const powers = new Map<string, bigint>()
  let total = 0n
  for (const { key, power } of row.validators) {
    const organisation = anchors.get(key) ?? UNANCHORED
    powers.set(organisation, (powers.get(organisation) ?? 0n) + BigInt(power))
    total += BigInt(power)
  }
  const descending = [...powers.values()].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))
  const isConsensus = (descending[0] ?? total) * 3n < total
  return {
    clientType: CLIENT_TYPE,
    level: isConsensus ? 'consensus' : 'institution',
    statement: statementOf(row.validators.length, isConsensus),
    validators: row.validators.length,
    organisations: descending.length,
    threshold: fewestAboveTwoThirds(descending, total),
  }
}

function statementOf(validators: number, isConsensus: boolean): string {
  if (validators === 1) return STATEMENT_OWN_LEDGER
  return isConsensus ? STATEMENT_CONSENSUS : STATEMENT_DOMINATED
}

function fewestAboveTwoThirds(descending: readonly bigint[], total: bigint): number {
  let held = 0n
  let count = 0
  for (const power of descending) {
    held += power
    count += 1
    if (held * 3n > total * 2n) break
  }
  return count
}
