/** For esbuild: our packages do nothing when they are loaded, so what nobody uses of them is left out. */
export const ownPackages = {
  name: 'own-packages',
  setup(plugin) {
    plugin.onResolve({ filter: /^(@xiezhi\/|\.)/ }, async ({ path, pluginData, ...options }) => {
      if (pluginData === ownPackages) return undefined
      const found = await plugin.resolve(path, { ...options, pluginData: ownPackages })
      return /[/\\]packages[/\\][^]*\.ts$/.test(found.path) ? { ...found, sideEffects: false } : found
    })
  },
}
