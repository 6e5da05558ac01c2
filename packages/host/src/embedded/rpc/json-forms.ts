import { concatBytes } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import {
  blockIdToJson,
  blockToJson,
  encodeBlock,
  formatRfc3339,
  headerToJson,
  simpleMerkleProof,
  timestampFromMs,
  upperHex,
  validatorToJson,
} from '@xiezhi/comet'
import type { Sha256 } from '@xiezhi/comet'
import type { TxResult } from '@xiezhi/kernel'
import { base64Encode } from '../../native-base64.ts'
import { firstHeight } from '../begin-zone.ts'
import { eventToAbci } from '../chain-rows.ts'
import type { StoredBlock } from '../chain-rows.ts'
import type { EmbeddedHost } from '../embedded-host.ts'
import type { BlockHost } from './past-blocks.ts'
import { APP_VERSION, CONSENSUS_PARAMS } from '../next-block.ts'

export function txResultToJson({ code, codespace, data, events }: TxResult): Json {
  return {
    code,
    data: base64Encode(data),
    log: '',
    info: '',
    gas_wanted: '0',
    gas_used: '0',
    events: events.map(eventToAbci),
    codespace,
  }
}

export function blockResponse(host: Pick<BlockHost, 'signedHeader'>, block: StoredBlock): Json {
  const before = host.signedHeader(Number(block.header.height) - 1)
  return {
    block_id: blockIdToJson(block.commit.blockId),
    block: blockToJson({ header: block.header, txs: block.txs, lastCommit: before?.commit ?? null }),
  }
}

export function blockMeta(host: EmbeddedHost, { header, commit, txs }: StoredBlock): Json {
  const lastCommit = host.signedHeader(Number(header.height) - 1)?.commit ?? null
  return {
    block_id: blockIdToJson(commit.blockId),
    block_size: String(encodeBlock({ header, txs, evidence: [], lastCommit }).length),
    header: headerToJson(header),
    num_txs: String(txs.length),
  }
}

export function finalizeToJson(block: StoredBlock): Json {
  return {
    events: block.events.map(eventToAbci),
    tx_results: block.results.map(txResultToJson),
    validator_updates: [],
    consensus_param_updates: null,
    app_hash: '',
  }
}

/** With `prove`, as CometBFT: the way of the transaction up to the data hash of its block. */
export function txResponse(crypto: Sha256, block: StoredBlock, index: number, prove: boolean): Json {
  const tx = block.txs[index] ?? new Uint8Array(0)
  const result = block.results[index]
  return {
    ...(prove ? { proof: txProof(crypto, block, index, tx) } : {}),
    hash: upperHex(crypto.sha256(tx)),
    height: String(block.header.height),
    index,
    tx_result: result === undefined ? {} : txResultToJson(result),
    tx: base64Encode(tx),
  }
}

const LEAF_PREFIX = Uint8Array.of(0)

function txProof(crypto: Sha256, block: StoredBlock, index: number, tx: Uint8Array): Json {
  const hashes = block.txs.map((other) => crypto.sha256(other))
  return {
    root_hash: upperHex(block.header.dataHash),
    data: base64Encode(tx),
    proof: {
      total: String(hashes.length),
      index: String(index),
      leaf_hash: base64Encode(crypto.sha256(concatBytes(LEAF_PREFIX, crypto.sha256(tx)))),
      aunts: simpleMerkleProof(crypto, hashes, index).map(base64Encode),
    },
  }
}

export function consensusParams(): Json {
  return {
    block: { max_bytes: String(CONSENSUS_PARAMS.blockBytesMax), max_gas: String(CONSENSUS_PARAMS.blockGasMax) },
    evidence: { max_age_num_blocks: '100000', max_age_duration: '172800000000000', max_bytes: '1048576' },
    validator: { pub_key_types: ['ed25519'] },
    version: { app: String(APP_VERSION) },
    abci: { vote_extensions_enable_height: '0' },
  }
}

export function genesisResponse(host: EmbeddedHost): Json {
  const { chainId, genesisTimeMs, appState } = host.genesis
  return {
    genesis: {
      genesis_time: formatRfc3339(timestampFromMs(genesisTimeMs)),
      chain_id: chainId,
      initial_height: String(firstHeight(host.genesis)),
      consensus_params: consensusParams(),
      validators: host.validators.validators.map((validator) => ({
        ...(validatorToJson(validator) as Record<string, Json>),
        power: String(validator.votingPower),
        name: 'embedded',
      })),
      app_hash: '',
      app_state: appState as Json,
    },
  }
}

export function statusResponse(host: EmbeddedHost): Json {
  const latest = host.signedHeader(host.height)
  const validator = host.validators.validators[0]
  return {
    node_info: {
      protocol_version: { p2p: '8', block: '11', app: String(APP_VERSION) },
      id: validator === undefined ? '' : upperHex(validator.address).toLowerCase(),
      listen_addr: 'tcp://127.0.0.1:0',
      network: host.chainId,
      version: '0.38.19',
      channels: '',
      moniker: `xiezhi-embedded-${host.chainId}`,
      other: { tx_index: 'on', rpc_address: '' },
    },
    sync_info: {
      latest_block_hash: latest === undefined ? '' : upperHex(latest.commit.blockId.hash),
      latest_app_hash: latest === undefined ? '' : upperHex(latest.header.appHash),
      latest_block_height: String(host.height),
      latest_block_time: formatRfc3339(latest?.header.time ?? timestampFromMs(host.genesis.genesisTimeMs)),
      earliest_block_hash: '',
      earliest_app_hash: '',
      earliest_block_height: String(host.oldestBlock),
      earliest_block_time: formatRfc3339(timestampFromMs(host.genesis.genesisTimeMs)),
      catching_up: false,
    },
    validator_info:
      validator === undefined
        ? {}
        : {
            address: upperHex(validator.address),
            pub_key: { type: 'tendermint/PubKeyEd25519', value: base64Encode(validator.publicKey) },
            voting_power: String(validator.votingPower),
          },
  }
}
