import type { FastifyInstance } from 'fastify'

const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const

export interface Gauge {
  readonly name: string
  readonly help: string
  read(): number | null | Promise<number | null>
}

interface Timing {
  count: number
  sumS: number
  readonly buckets: number[]
}

/** Counts by route and status: names of routes only, never a path with its parameters. */
export class Metrics {
  readonly #requests = new Map<string, Timing>()
  readonly #gauges: Gauge[] = []

  observe(app: FastifyInstance): void {
    app.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'unknown'
      this.#add(`method="${request.method}",route="${route}",status="${reply.statusCode}"`, reply.elapsedTime / 1_000)
      done()
    })
  }

  gauge(gauge: Gauge): void {
    this.#gauges.push(gauge)
  }

  /** Prometheus' text format 0.0.4. */
  async text(): Promise<string> {
    const lines = [
      '# HELP xiezhi_http_request_seconds Requests by route and status',
      '# TYPE xiezhi_http_request_seconds histogram',
    ]
    for (const [labels, { count, sumS, buckets }] of this.#requests) {
      BUCKETS_S.forEach((limit, at) => {
        lines.push(`xiezhi_http_request_seconds_bucket{${labels},le="${limit}"} ${buckets[at] ?? 0}`)
      })
      lines.push(`xiezhi_http_request_seconds_bucket{${labels},le="+Inf"} ${count}`)
      lines.push(`xiezhi_http_request_seconds_sum{${labels}} ${sumS}`)
      lines.push(`xiezhi_http_request_seconds_count{${labels}} ${count}`)
    }
    for (const gauge of this.#gauges) {
      const { name, help } = gauge
      const value = await gauge.read()
      if (value === null) continue
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`)
    }
    return `${lines.join('\n')}\n`
  }

  #add(labels: string, seconds: number): void {
    const timing = this.#requests.get(labels) ?? { count: 0, sumS: 0, buckets: BUCKETS_S.map(() => 0) }
    timing.count++
    timing.sumS += seconds
    BUCKETS_S.forEach((limit, at) => {
      if (seconds <= limit) timing.buckets[at] = (timing.buckets[at] ?? 0) + 1
    })
    this.#requests.set(labels, timing)
  }
}
