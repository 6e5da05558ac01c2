import type { Operations } from '@xiezhi/gateway-api'
import { waitingEndMs } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { BODY_BYTES_MAX, ENVELOPES_PATH, vaultErrorsEn, vaultErrorsZh } from '@xiezhi/vault'
import type { Quarantined, VaultErrorText } from '@xiezhi/vault'
import { WAITING_PARAMETER } from './carriers.ts'

type AnnexAlarm = NonNullable<Operations['annexes']>['alarms'][number]

/**
 * A file in the quarantine is an alarm of the operator until it is taken out. It is due when the annex that it may have been
 * would count as not retrieved.
 */
export function alarmsOf(
  files: readonly Quarantined[],
  { law, nowMs }: { readonly law: LawBook; readonly nowMs: number },
): AnnexAlarm[] {
  return files.map(({ file, code, atMs }) => {
    const [zh, en] = [vaultErrorsZh[code], vaultErrorsEn[code]]
    const dueAtMs = waitingEndMs(law, WAITING_PARAMETER, atMs)
    return {
      id: file,
      code,
      text: { zh: filled(zh, 'text'), en: filled(en, 'text') },
      todo: { zh: filled(zh, 'cure'), en: filled(en, 'cure') },
      owner: 'OPERATOR',
      raisedAtMs: atMs,
      dueAtMs,
      state: nowMs < dueAtMs ? 'OPEN' : 'OVERDUE',
    }
  })
}

function filled(text: VaultErrorText, part: keyof VaultErrorText): string {
  return text[part].replace('{bytesMax}', String(BODY_BYTES_MAX[ENVELOPES_PATH]))
}
