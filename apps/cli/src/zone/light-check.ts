import type { Crypto } from '@xiezhi/crypto'
import { parseTrustFile } from '@xiezhi/evidence'
import type { ZoneTrust } from '@xiezhi/evidence'
import { readChecked as read } from '@xiezhi/sdk'
import type { CheckedValue } from '@xiezhi/sdk'
import { CliError } from '../cli-error.ts'
import { readBytes } from '../config/home.ts'
import type { ZoneSession } from './zone-session.ts'

/** Anchors of one chain from the trust file. @throws CliError FILE_UNREADABLE, ANCHOR_MISSING */
export function loadAnchor(file: string, chainId: string): ZoneTrust {
  const found = parseTrustFile(readBytes(file)).zones.find((zone) => zone.chainId === chainId)
  if (found === undefined) throw new CliError('ANCHOR_MISSING', 'EVIDENCE_UNDECIDABLE', { file, chainId })
  return found
}

/** Reads a record and believes nothing that the anchored validators have not signed. @throws CliError PROOF_INVALID */
export async function readChecked(
  session: ZoneSession,
  crypto: Crypto,
  anchor: ZoneTrust,
  key: string,
): Promise<CheckedValue> {
  return session.guarded(() => read(session.client, crypto, anchor, key))
}
