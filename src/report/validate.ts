/** Checks messages against the contract. For tests and tools: the agent itself never loads it. */
import type { TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { type DocumentName, schemas } from './schemas.ts'

const known = schemas()

type Node = { properties?: { [key: string]: Node }; items?: Node; type?: string }

/** Schemas stay open, so that the contract can grow; what we send ourselves must stand in them all the same. */
const strangers = (node: Node | undefined, value: unknown, path: string): string[] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => strangers(node?.items, item, `${path}/${index}`))
  if (typeof value !== 'object' || value === null || node?.properties === undefined) return []
  const properties = node.properties
  return Object.entries(value).flatMap(([key, item]) =>
    Object.hasOwn(properties, key)
      ? strangers(properties[key], item, `${path}/${key}`)
      : [`${path}/${key}: not in the contract`],
  )
}

const problems = (schema: TSchema, value: unknown): string[] => [
  ...[...Value.Errors(schema, value)].map(({ path, message }) => `${path || '/'}: ${message}`),
  ...strangers(schema as Node, value, ''),
]

/** What is wrong with an event, one plain sentence each; empty when it keeps the contract. */
export const validateEvent = (event: unknown): string[] => {
  const type = (event as { type?: unknown } | null)?.type
  const schema = typeof type === 'string' && Object.hasOwn(known, type) ? known[type] : undefined
  return schema ? problems(schema, event) : [`/type: no event of type ${JSON.stringify(type)} is in the contract`]
}

/** What is wrong with a retained document. */
export const validateDocument = (name: DocumentName, value: unknown): string[] => {
  const schema = known[name]
  return schema ? problems(schema, value) : [`no document ${name} is in the contract`]
}
