import { join } from 'node:path'

export interface EngineFiles {
  readonly config: string
  readonly genesis: string
  readonly validatorKey: string
  readonly nodeKey: string
  /** What the validator signed last. */
  readonly validatorState: string
  /** Its own votes among them, for the height under way. */
  readonly writeAheadLog: string
  readonly log: string
  readonly pid: string
}

/** Where the engine looks in its home folder, and what we keep beside. */
export function engineFiles(home: string): EngineFiles {
  return {
    config: join(home, 'config', 'config.toml'),
    genesis: join(home, 'config', 'genesis.json'),
    validatorKey: join(home, 'config', 'priv_validator_key.json'),
    nodeKey: join(home, 'config', 'node_key.json'),
    validatorState: join(home, 'data', 'priv_validator_state.json'),
    writeAheadLog: join(home, 'data', 'cs.wal'),
    log: join(home, 'engine.log'),
    pid: join(home, 'engine.pid'),
  }
}
