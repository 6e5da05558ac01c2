/** Environment of an engine built for tests: by how much its clock is wrong, as a Go duration (`1h`, `-1h`). */
export const ENGINE_CLOCK = 'XIEZHI_TEST_ENGINE_CLOCK'
