import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import { BenchError } from './bench-error.ts'
import { keepChild } from './living-children.ts'

const CHROMIUM_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const ANSWER_WAIT_MS = 60_000

export const verifyPageFile = fileURLToPath(
  new URL('../../../verify-page/dist-web/xiezhi-verify.html', import.meta.url),
)

/** The browser of `XIEZHI_CHROMIUM`, or where Debian puts it; undefined: none. */
export function chromiumPath(): string | undefined {
  const named = process.env['XIEZHI_CHROMIUM']
  return (named === undefined ? CHROMIUM_PLACES : [named]).find((path) => existsSync(path))
}

interface PageTimes {
  readonly result: string
  readonly ms: number
}

/** Waits in the page: from the moment it is told of the second file to the first frame that shows the verdict. */
const WATCH = `window.judged = new Promise((resolve) => {
  let start = 0
  const result = document.getElementById('result')
  document.getElementById('trust').addEventListener('change', () => { start = performance.now() }, { capture: true })
  new MutationObserver(() => {
    if (start === 0 || result.className === 'waiting') return
    requestAnimationFrame(() => setTimeout(() => resolve({ result: result.className, ms: performance.now() - start })))
  }).observe(result, { attributes: true, attributeFilter: ['class'] })
}); undefined`

/** Milliseconds of each run, each in a page that was just opened. @throws BenchError */
export async function pageVerifications(
  chromium: string,
  files: { readonly folder: string; readonly bundle: string; readonly trust: string },
  runs: number,
): Promise<number[]> {
  const browser = await Browser.start(chromium, join(files.folder, 'chromium'))
  try {
    const times: number[] = []
    // The first page warms the disk cache and is not counted.
    for (let run = -1; run < runs; run++) {
      const page = await browser.open(`file://${verifyPageFile}`)
      await page.evaluate(WATCH)
      await page.setFile('#bundle', files.bundle)
      await page.setFile('#trust', files.trust)
      const { result, ms } = (await page.evaluate('window.judged')) as PageTimes
      if (result !== 'valid') throw new BenchError('WORK_REFUSED', { expected: 'valid', seen: result })
      if (run >= 0) times.push(ms)
      await page.close()
    }
    return times
  } finally {
    await browser.stop()
  }
}

interface Page {
  evaluate(expression: string): Promise<unknown>
  setFile(selector: string, file: string): Promise<void>
  close(): Promise<void>
}

type Fields = Readonly<Record<string, unknown>>

/** A Chromium of our own, asked over its DevTools protocol. */
class Browser {
  readonly #child: ChildProcess
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, (answer: Fields) => void>()
  #next = 1

  private constructor(child: ChildProcess, socket: WebSocket) {
    this.#child = child
    this.#socket = socket
    socket.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString('utf8')) as Fields
      this.#waiting.get(Number(answer['id']))?.(answer)
    })
  }

  static async start(chromium: string, profile: string): Promise<Browser> {
    const flags = [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
    ]
    const child = spawn(
      chromium,
      [...flags, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    keepChild(child)
    const address = await new Promise<string>((resolve, reject) => {
      let seen = ''
      const timer = setTimeout(
        () => reject(new BenchError('CHILD_FAILED', { app: 'chromium', reason: seen })),
        ANSWER_WAIT_MS,
      )
      child.once('exit', () => reject(new BenchError('CHILD_FAILED', { app: 'chromium', reason: seen.slice(-600) })))
      child.stderr.on('data', (chunk: Buffer) => {
        seen += chunk.toString('utf8')
        const found = /DevTools listening on (ws:\S+)/.exec(seen)?.[1]
        if (found === undefined) return
        clearTimeout(timer)
        resolve(found)
      })
    })
    const socket = new WebSocket(address)
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return new Browser(child, socket)
  }

  async open(url: string): Promise<Page> {
    const { targetId } = await this.#call('Target.createTarget', { url })
    const { sessionId } = await this.#call('Target.attachToTarget', { targetId, flatten: true })
    const call = (method: string, params: Fields): Promise<Fields> => this.#call(method, params, String(sessionId))
    const evaluate = async (expression: string): Promise<unknown> => {
      const params = { expression, awaitPromise: true, returnByValue: true }
      return ((await call('Runtime.evaluate', params))['result'] as Fields)['value']
    }
    const ready = "new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', done))"
    await evaluate(`${ready}.then(() => undefined)`)
    return {
      evaluate,
      async setFile(selector, file) {
        const { root } = await call('DOM.getDocument', {})
        const { nodeId } = await call('DOM.querySelector', { nodeId: (root as Fields)['nodeId'], selector })
        await call('DOM.setFileInputFiles', { nodeId, files: [file] })
      },
      close: async () => {
        await this.#call('Target.closeTarget', { targetId })
      },
    }
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGTERM')
    await gone
    this.#socket.terminate()
  }

  #call(method: string, params: Fields, sessionId?: string): Promise<Fields> {
    const id = this.#next++
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new BenchError('CHILD_FAILED', { app: 'chromium', reason: method })),
        ANSWER_WAIT_MS,
      )
      this.#waiting.set(id, ({ result, error }) => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        if (error === undefined) resolve(result as Fields)
        else reject(new BenchError('CHILD_FAILED', { app: 'chromium', reason: `${method}: ${JSON.stringify(error)}` }))
      })
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }))
    })
  }
}
