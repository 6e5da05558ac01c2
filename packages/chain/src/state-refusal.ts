import type { Json } from '@xiezhi/codec'
import { ContractError } from '@xiezhi/kernel'
import type { Application } from '@xiezhi/kernel'

export interface StateRefusal {
  /** Name of the kernel's error. */
  readonly reason: string
  /** Module, version expected and version seen. */
  readonly facts: Readonly<Record<string, Json>>
}

/**
 * Why the modules of this build cannot go on from the state; undefined where they can. `nextHeight`: of a node of several, all
 * of which change their program at one height.
 */
export function stateRefusal(app: Application, nextHeight?: number): StateRefusal | undefined {
  try {
    app.checkMigrations()
    if (nextHeight !== undefined) app.checkUpgrade(nextHeight)
    return undefined
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    return { reason: error.kind.name, facts: error.facts }
  }
}
