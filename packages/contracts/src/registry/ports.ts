import type { CheckContext } from '@xiezhi/kernel'
import type { NoteAct } from '../acts.ts'

/** What the registry needs from those who know who may act. */
export interface RegistryPorts {
  /** Refuses unless a signer holds one of the roles, accredited for the record type. */
  requireWriter(ctx: CheckContext, roles: readonly string[], recordType: string): void
  /** Notes an act of the signers, so that it can be found if a key proves compromised. Not called for single versions: their leaf names the key. */
  readonly noteAct: NoteAct
}
