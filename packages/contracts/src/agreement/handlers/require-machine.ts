import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import type { AgreementActor } from '../ports.ts'
import { machines, numberPart } from '../state.ts'
import type { Registered } from '../state.ts'

interface Asked {
  readonly machineId: string
  readonly version: number
  readonly machineDigest: string
}

/** A version that waits for this step of its life, with the very content that the signers saw. @throws ContractError */
export function requireRegistered(
  { store }: CheckContext,
  { machineId, version, machineDigest }: Asked,
  state: Registered['state'],
): Registered {
  const found = machines(store).get(machineId, numberPart(version))
  ensure(found !== undefined, errors.MachineUnknown, { machineId, version })
  ensure(found.state === state, errors.StateForbids, { state: found.state })
  ensure(found.digest === machineDigest, errors.DigestMismatch, { digest: found.digest })
  return found
}

/** @throws ContractError SamePerson */
export function requireNotDrafter({ draftedBy }: Registered, actors: readonly AgreementActor[]): void {
  const same = actors.some(({ personId }) => personId === draftedBy?.personId)
  ensure(!same, errors.SamePerson, { officer: draftedBy?.officer })
}
