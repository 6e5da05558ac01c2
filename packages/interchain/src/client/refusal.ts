import { CodecError } from '@xiezhi/codec'
import { CometError } from '@xiezhi/comet'
import { ContractError } from '@xiezhi/kernel'
import { LightClientError } from '@xiezhi/lightclient'
import { ProofError } from '@xiezhi/merkle'
import { errors, headerErrors, proofErrors } from './errors.ts'

/** Runs a check of a lower layer and gives its refusal the registered code of this module. @throws ContractError */
export function checked<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof LightClientError) throw new ContractError(headerErrors[error.code], error.facts)
    if (error instanceof ProofError) throw new ContractError(proofErrors[error.code], error.facts)
    if (error instanceof CodecError || error instanceof CometError) {
      throw new ContractError(errors.BytesMalformed, { ...error.facts, code: error.code })
    }
    throw error
  }
}
