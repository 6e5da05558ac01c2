import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { utf8Encode } from '@xiezhi/codec'
import { writeDurably } from '../../embedded/durable-file.ts'
import { HostError } from '../../embedded/host-error.ts'
import { TX_BYTES_MAX } from '@xiezhi/kernel'
import { POOL_BYTES_MAX, POOL_TXS_MAX } from '../tx-pool.ts'
import { engineFiles } from './engine-files.ts'

/** A longer path cannot be given to a Unix socket. */
export const SOCKET_PATH_BYTES_MAX = 107

/**
 * The engine's pool takes somewhat more than ours, so that ours refuses first, with a reason. What a peer sends is limited by
 * the same two.
 */
const ENGINE_POOL_TXS = POOL_TXS_MAX + 5_000
const ENGINE_POOL_BYTES = POOL_BYTES_MAX + 8 * 1024 * 1024

export interface EngineConfig {
  /** By which people know the node. */
  readonly moniker: string
  /** Unix socket of the application. */
  readonly applicationSocket: string
  /** Unix socket of the engine's own RPC: our server stands before it. */
  readonly rpcSocket: string
  /** Where other validators reach this one. */
  readonly peerAddress: { readonly address: string; readonly port: number }
  /** `<node id>@<address>:<port>` of the others. */
  readonly peers: readonly string[]
  /** A block is made at least this often. */
  readonly heartbeatMs: number
  /** The engine asks for it where it has no block yet, and never again. */
  readonly stateSync?: StateSync | undefined
}

/** With which a new engine begins with the state of others. */
export interface StateSync {
  /** RPC addresses of two nodes at least, `http://<address>:<port>`, that hold the zone's blocks. */
  readonly rpcServers: readonly string[]
  /** A header that this node's operator has from somebody trusted; its hash in hexadecimal. */
  readonly trustHeight: number
  readonly trustHash: string
  /** For so long after its time that header is trusted. */
  readonly trustPeriodMs: number
}

/** Written anew at each start. @throws HostError HOST_SOCKET_PATH */
export function writeEngineConfig(home: string, config: EngineConfig): void {
  for (const path of [config.applicationSocket, config.rpcSocket]) {
    const bytes = Buffer.byteLength(path)
    if (bytes > SOCKET_PATH_BYTES_MAX)
      throw new HostError('HOST_SOCKET_PATH', { path, bytes, bytesMax: SOCKET_PATH_BYTES_MAX })
  }
  const files = engineFiles(home)
  mkdirSync(dirname(files.config), { recursive: true, mode: 0o700 })
  writeDurably(files.config, utf8Encode(engineConfigText(config)))
}

/** What is not named here keeps the engine's default. */
function engineConfigText(config: EngineConfig): string {
  const { moniker, applicationSocket, rpcSocket, peerAddress, peers, heartbeatMs, stateSync } = config
  return toml({
    '': {
      proxy_app: `unix://${applicationSocket}`,
      moniker,
      abci: 'socket',
      db_backend: 'goleveldb',
      log_level: 'info',
      log_format: 'json',
    },
    rpc: {
      laddr: `unix://${rpcSocket}`,
      unsafe: false,
      max_subscription_clients: 1_000,
      max_subscriptions_per_client: 100,
      experimental_subscription_buffer_size: 20_000,
      experimental_websocket_write_buffer_size: 20_000,
      max_body_bytes: 10_000_000,
      max_request_batch_size: 1_000,
    },
    p2p: {
      laddr: `tcp://${peerAddress.address}:${peerAddress.port}`,
      persistent_peers: peers.join(','),
      // Validators know each other by name; nobody else is sought or told of them.
      pex: false,
      addr_book_strict: false,
      allow_duplicate_ip: true,
      // The greatest part of the latency with several validators, at its default of 100 ms.
      flush_throttle_timeout: '1ms',
      max_packet_msg_payload_size: 65_536,
      send_rate: 512_000_000,
      recv_rate: 512_000_000,
    },
    mempool: {
      type: 'flood',
      // A transaction that expired leaves the pool; the application answers from memory.
      recheck: true,
      size: ENGINE_POOL_TXS,
      max_txs_bytes: ENGINE_POOL_BYTES,
      max_tx_bytes: TX_BYTES_MAX,
      cache_size: 4 * ENGINE_POOL_TXS,
    },
    consensus: {
      // A block waits for a transaction or the heartbeat; the proof block after a change waits for neither.
      create_empty_blocks: true,
      create_empty_blocks_interval: `${heartbeatMs}ms`,
      timeout_propose: '1s',
      timeout_prevote: '300ms',
      timeout_precommit: '300ms',
      timeout_commit: '0s',
      peer_gossip_sleep_duration: '2ms',
    },
    ...(stateSync === undefined ? {} : { statesync: stateSyncSection(stateSync) }),
    tx_index: { indexer: 'kv' },
    instrumentation: { prometheus: false },
  })
}

function stateSyncSection({ rpcServers, trustHeight, trustHash, trustPeriodMs }: StateSync): Record<string, TomlValue> {
  return {
    enable: true,
    rpc_servers: rpcServers.join(','),
    trust_height: trustHeight,
    trust_hash: trustHash,
    trust_period: `${trustPeriodMs}ms`,
    // The least that the engine takes.
    discovery_time: '5s',
    chunk_request_timeout: '10s',
  }
}

type TomlValue = string | number | boolean

function toml(sections: Readonly<Record<string, Readonly<Record<string, TomlValue>>>>): string {
  return Object.entries(sections)
    .map(([name, values]) => {
      // JSON text of these types is TOML too.
      const lines = Object.entries(values).map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
      return [...(name === '' ? [] : [`[${name}]`]), ...lines, ''].join('\n')
    })
    .join('\n')
}
