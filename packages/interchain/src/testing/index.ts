export {
  ECHO_PORT,
  echoChainModules,
  echoEnded,
  echoErrors,
  EchoFault,
  echoPorts,
  echoReceived,
} from './echo-module.ts'
export { connectedEchoPath, echoPath, sendMessage, sendText, sendTexts } from './echo-path.ts'
export type { EchoPathOptions } from './echo-path.ts'
export { Endpoint } from './endpoint.ts'
export type { EndpointOptions, ShownState } from './endpoint.ts'
export { MERKLE_PREFIX, Path, RelayRefused, required, sentPackets, TRUSTING_PERIOD_MS } from './path.ts'
export { SignedChain } from './signed-chain.ts'
export type { SignedChainOptions, TestClock } from './signed-chain.ts'
export { validatorKeys } from './validator-keys.ts'
export type { ValidatorKeys } from './validator-keys.ts'
