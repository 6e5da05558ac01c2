import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { base64Encode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { formatRfc3339, timestampFromMs, upperHex, validatorAddress } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import type { Genesis } from '../../embedded/begin-zone.ts'
import { writeDurably } from '../../embedded/durable-file.ts'
import { APP_VERSION, VALIDATOR_POWER } from '../../embedded/next-block.ts'
import { engineFiles } from './engine-files.ts'

/** Evidence of misbehaviour counts for so long. */
const EVIDENCE_BLOCKS_MAX = 100_000
const EVIDENCE_AGE_MAX_NS = 172_800_000_000_000n
const EVIDENCE_BYTES_MAX = 1_048_576

export interface GenesisValidator {
  readonly name: string
  readonly publicKey: Uint8Array
  /** Default: all have the same. */
  readonly power?: bigint
}

/**
 * The genesis document as CometBFT reads it. No byte limit of its own (`-1`): so the proposer sees all that waits, and cuts by
 * urgency.
 */
export function engineGenesis(crypto: Crypto, genesis: Genesis, validators: readonly GenesisValidator[]): Json {
  const { chainId, genesisTimeMs, initialHeight = 1, appState } = genesis
  return {
    genesis_time: formatRfc3339(timestampFromMs(genesisTimeMs)),
    chain_id: chainId,
    initial_height: String(initialHeight),
    consensus_params: {
      block: { max_bytes: '-1', max_gas: '-1' },
      evidence: {
        max_age_num_blocks: String(EVIDENCE_BLOCKS_MAX),
        max_age_duration: String(EVIDENCE_AGE_MAX_NS),
        max_bytes: String(EVIDENCE_BYTES_MAX),
      },
      validator: { pub_key_types: ['ed25519'] },
      version: { app: String(APP_VERSION) },
      abci: { vote_extensions_enable_height: '0' },
    },
    validators: validators.map(({ name, publicKey, power = VALIDATOR_POWER }) => ({
      address: upperHex(validatorAddress(crypto, publicKey)),
      pub_key: { type: 'tendermint/PubKeyEd25519', value: base64Encode(publicKey) },
      power: String(power),
      name,
    })),
    app_hash: '',
    app_state: appState as Json,
  }
}

/** Written once: a later change of the configuration does not change what the zone began with. */
export function writeGenesisOnce(home: string, document: Json): void {
  const { genesis } = engineFiles(home)
  if (existsSync(genesis)) return
  mkdirSync(dirname(genesis), { recursive: true, mode: 0o700 })
  writeDurably(genesis, utf8Encode(`${JSON.stringify(document, null, 2)}\n`))
}
