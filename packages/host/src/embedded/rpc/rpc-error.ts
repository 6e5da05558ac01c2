/** A JSON-RPC 2.0 error as CometBFT's RPC gives it. */
export class RpcError extends Error {
  readonly code: number
  /** What was expected and seen; CometBFT puts its reason there too. */
  readonly data: string

  constructor(code: number, message: string, data: string) {
    super(message)
    this.name = 'RpcError'
    this.code = code
    this.data = data
  }
}

export const invalidRequest = (data: string): RpcError => new RpcError(-32600, 'Invalid Request', data)
export const methodNotFound = (data: string): RpcError => new RpcError(-32601, 'Method not found', data)
export const invalidParams = (data: string): RpcError => new RpcError(-32602, 'Invalid params', data)
export const internalError = (data: string): RpcError => new RpcError(-32603, 'Internal error', data)
