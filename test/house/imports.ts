/** Who may import whom (src/README.md, "The import rule"), types apart: Biome cannot tell `import type` from `import`. */
import { posix } from 'node:path'

/** What a layer may import: folders and files of src or packages; only their types where `type ` stands before. */
const TABLE: { readonly [layer: string]: readonly string[] } = {
  'stage.ts': [],
  vocabulary: [],
  console: ['stage.ts'],
  diagnosis: ['vocabulary'],
  phase1: ['stage.ts', 'vocabulary', 'diagnosis'],
  profile: ['stage.ts', 'vocabulary', 'console', 'type phase1/message.ts', '@sinclair/typebox'],
  report: [
    ...['stage.ts', 'vocabulary', 'type phase1', 'type diagnosis', 'diagnosis/diagnosis.ts'],
    ...['type outbox/publication.ts', '@noble/hashes', '@sinclair/typebox'],
  ],
  outbox: [],
  simulator: ['stage.ts', 'vocabulary'],
  dashboard: ['type report'],
  'agent.ts': ['stage.ts', 'console', 'profile', 'phase1', 'report'],
  explain: ['stage.ts', 'vocabulary', 'console', 'profile', 'phase1', 'diagnosis', 'agent.ts'],
  edge: [
    ...['stage.ts', 'vocabulary', 'console', 'profile', 'phase1', 'diagnosis', 'report', 'outbox', 'simulator'],
    ...['dashboard', 'agent.ts', 'explain', 'node:*', 'serialport', '@serialport/*', 'mqtt', 'aedes', 'classic-level'],
    ...['@sinclair/typebox', 'yaml', 'pino', 'fastest-levenshtein'],
  ],
  commands: [
    'edge',
    'agent.ts',
    'explain',
    'simulator',
    'vocabulary',
    'type phase1',
    'type diagnosis',
    'type stage.ts',
    'commander',
    'pino',
  ],
  'main.ts': ['edge', 'agent.ts', 'simulator', 'commands', 'commander'],
}

/** An import of a file of src: what it names, and whether only types come through. */
export type Import = { readonly target: string; readonly typeOnly: boolean }

const STATEMENT = /^\s*(?:import|export)\s+(type\s+)?(?:[\w*{][^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm
const DYNAMIC = /\b(?:import|require)\(\s*['"`]([^'"`]*)['"`]?/g

/** Imports and re-exports of a source text, those of `import(…)` among them. */
export const importsOf = (text: string): Import[] => [
  ...Array.from(text.matchAll(STATEMENT), (match) => ({ target: match[2] ?? '', typeOnly: match[1] !== undefined })),
  ...Array.from(text.matchAll(DYNAMIC), (match) => ({ target: match[1] ?? '', typeOnly: false })),
]

const covers = (allowed: string, target: string): boolean =>
  allowed.endsWith('*')
    ? target.startsWith(allowed.slice(0, -1))
    : target === allowed || target.startsWith(`${allowed}/`)

const layerOf = (file: string): string => file.split('/')[0] ?? file

/** What is wrong with the imports of one file, `file` and relative targets taken from the folder src. */
export const importFaults = (file: string, text: string): string[] => {
  const layer = layerOf(file)
  const allowed = TABLE[layer]
  if (allowed === undefined) return [`${file}: ${layer} has no row in the import table`]
  return importsOf(text).flatMap(({ target, typeOnly }) => {
    const relative = target.startsWith('.')
    const path = relative ? posix.join(posix.dirname(file), target) : target
    if (relative && layerOf(path) === layer && layer.indexOf('.') < 0) return []
    if (allowed.some((row) => covers(row, path))) return []
    if (allowed.some((row) => row.startsWith('type ') && covers(row.slice(5), path)))
      return typeOnly ? [] : [`${file}: may import only types from ${path}`]
    return [`${file}: may not import ${path}`]
  })
}
