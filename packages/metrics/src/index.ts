export { metricsText } from './metrics-text.ts'
export type { Metric, Sample } from './metrics-text.ts'
export { MetricsServer } from './metrics-server.ts'
export type { Check, MetricsServerOptions } from './metrics-server.ts'
