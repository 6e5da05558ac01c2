import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const EXPORT = /export \{ default as (\w+) \} from '\.\/([\w-]+)'/g
const IMPORT = /^import \{([^}]*)\} from 'antd'$/gm

/** Where the library has each of its components. */
function modulesOf() {
  const index = readFileSync(require.resolve('antd/es/index.js'), 'utf8')
  return new Map([...index.matchAll(EXPORT)].map(([, name, folder]) => [name, `antd/es/${folder}/index.js`]))
}

/**
 * For esbuild: what our sources take from antd is taken from the module of each component. Code is split by files, and the
 * library's index is one: through it every component that any page has would be loaded before the first page.
 */
export const antdModules = {
  name: 'antd-modules',
  setup(plugin) {
    const modules = modulesOf()
    const importOf = (name) => {
      const [exported, own = exported] = name.trim().split(' as ')
      const module = modules.get(exported)
      if (module === undefined) throw new Error(`antd has no module for ${name}`)
      return `import ${own} from '${module}'`
    }
    plugin.onLoad({ filter: /[/\\]apps[/\\]console[/\\]src[/\\].*\.tsx?$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(IMPORT, (_, names) =>
        names
          .split(',')
          .filter((name) => name.trim() !== '')
          .map(importOf)
          .join(';'),
      ),
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    }))
  },
}
