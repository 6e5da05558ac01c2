import type { Json } from '@xiezhi/codec'
import type { Message } from '@xiezhi/kernel'
import type { ZoneLink } from '../zone/zone-link.ts'

/** Content of proposals on the own ledger. The signer holds it against the digest that is signed. */
export function proposalReader(zone: ZoneLink): (proposalId: string) => Promise<Message | undefined> {
  return async (proposalId) => {
    const found = (await zone.query('authority/proposal', { proposalId })) as { type: string; value: Json } | null
    return found === null ? undefined : { type: found.type, value: found.value }
  }
}
