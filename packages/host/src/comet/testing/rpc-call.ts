interface Answer {
  readonly result?: unknown
  readonly error?: { readonly message: string; readonly data?: string }
}

/** One call over HTTP. @throws Error with the message of an error answer */
export async function rpcCall(
  port: number,
  method: string,
  params: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const { result, error } = (await response.json()) as Answer
  if (error !== undefined) throw new Error(`${error.message}: ${error.data ?? ''}`)
  return result
}
