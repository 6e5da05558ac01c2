import { nodeCrypto } from '@xiezhi/crypto/node'
import type { EmbeddedHostOptions } from '../embedded-host.ts'
import { noteModule } from './note-module.ts'

/** The zone that the note process runs and that tests open after it. */
export function noteHostOptions(folder: string, genesisTimeMs: number): EmbeddedHostOptions {
  return {
    folder,
    crypto: nodeCrypto,
    validator: nodeCrypto.signer('ed25519', new Uint8Array(32).fill(7)),
    genesis: { chainId: 'xz-note-1', genesisTimeMs, appState: {} },
    modules: [noteModule],
  }
}
