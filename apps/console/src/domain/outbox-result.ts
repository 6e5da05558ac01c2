import type { OutboxRow } from '@xiezhi/gateway-api'

/** Where the verification is to be read: its own id once there is one, before that the row's. */
export function verificationIdOf({ id, result }: OutboxRow): string {
  const { verificationId } = (result ?? {}) as { readonly verificationId?: unknown }
  return typeof verificationId === 'string' ? verificationId : id
}
