export type NodeErrorCode =
  | 'CONFIG_INVALID'
  | 'KEY_INVALID'
  | 'PORT_IN_USE'
  | 'HOST_FAULT'
  | 'ZONE_UNKNOWN'
  | 'ZONE_PRESENT'
  | 'ZONE_ON_COMET'
  | 'SCENARIO_CLOCK_REFUSED'
  | 'STATE_VERSION'
  | 'ZONE_EMBEDDED'
  | 'ZONE_RUNNING'
  | 'BACKUP_INVALID'
  | 'PEERS_UNREACHABLE'
  | 'HEIGHT_UNPROVED'
  | 'VALIDATOR_SIGNS'

/** Why the node does not start or does not go on. `facts` say what was expected and what was seen; never a key. */
export class NodeError extends Error {
  readonly code: NodeErrorCode
  readonly facts: Readonly<Record<string, string | number>>

  constructor(code: NodeErrorCode, facts: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, cause === undefined ? undefined : { cause })
    this.name = 'NodeError'
    this.code = code
    this.facts = facts
  }
}
