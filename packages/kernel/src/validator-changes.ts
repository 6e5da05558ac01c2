import type { ValidatorPower } from './module/module.ts'

/** What brings one set to the other, by ascending key; power 0 removes. */
export function validatorChanges(
  before: readonly ValidatorPower[],
  after: readonly ValidatorPower[],
): readonly ValidatorPower[] {
  if (before === after) return []
  const known = new Map(before.map(({ publicKey, power }) => [publicKey, power]))
  const kept = new Set(after.map(({ publicKey }) => publicKey))
  return [
    ...after.filter(({ publicKey, power }) => known.get(publicKey) !== power),
    ...before.filter(({ publicKey }) => !kept.has(publicKey)).map(({ publicKey }) => ({ publicKey, power: 0 })),
  ]
    .map(({ publicKey, power }) => ({ publicKey, power }))
    .sort((one, other) => (one.publicKey < other.publicKey ? -1 : 1))
}
