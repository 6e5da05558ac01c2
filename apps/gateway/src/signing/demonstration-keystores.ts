import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { KeystoreFolder } from '@xiezhi/signer'
import type { Holder } from '@xiezhi/signer'

/** Invented, the same for every sample officer, and shown at the sign-in page of the demonstration. */
export const DEMONSTRATION_PASSPHRASE = 'sample-signing-key'

const KEY_FILE = /^([A-Za-z0-9][A-Za-z0-9._-]*)\.([A-Za-z0-9][A-Za-z0-9_-]*)\.key$/
const ALGORITHM = 'ed25519'

export interface OpenKeys {
  /** `<organisation>.<officer>.key`, hexadecimal: those of the demonstration's command line. */
  readonly keyFolder: string
  readonly keystoreFolder: string
  /** The program's own officers, whose passphrase lies in a file of the gateway. */
  readonly services: readonly Holder[]
  readonly servicePassphrase: () => string
  /** The one of them that records look-ups; undefined: there is none. */
  readonly lookups: Holder | undefined
  /** Whether a sample person signs in as this officer; nobody else needs a key here. */
  readonly isPerson: (holder: Holder) => boolean
}

/** Makes the encrypted keystores of a demonstration from its open key files, once. The open files stay the command line's. */
export async function makeDemonstrationKeystores({
  keyFolder,
  keystoreFolder,
  services,
  servicePassphrase,
  lookups,
  isPerson,
}: OpenKeys): Promise<void> {
  if (!existsSync(keyFolder)) return
  const keystores = new KeystoreFolder(keystoreFolder)
  for (const name of readdirSync(keyFolder)) {
    const [, organisation, officer] = KEY_FILE.exec(name) ?? []
    if (organisation === undefined || officer === undefined) continue
    const holder = { organisation, officer }
    const isSame = (one: Holder | undefined): boolean => one?.organisation === organisation && one.officer === officer
    const isLookups = isSame(lookups)
    const isService = isLookups || services.some(isSame)
    if (!(isService || isPerson(holder)) || keystores.has(holder)) continue
    await keystores.importHex({
      ...holder,
      use: isLookups ? 'lookups' : isService ? 'gateway' : 'officer',
      algorithm: ALGORITHM,
      hexText: readFileSync(join(keyFolder, name), 'utf8'),
      // One passphrase is shown at the sign-in page, the other is random: a dear derivation would protect neither.
      cost: 'low',
      passphrase: isService ? servicePassphrase() : DEMONSTRATION_PASSPHRASE,
      nowMs: Date.now(),
    })
  }
}
