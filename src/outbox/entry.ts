import type { PublicationClass } from './publication.ts'

/** What the outbox knows of a waiting event; its text stays in the store. */
export type Entry = {
  /** Place in the queue; grows with each event, also across restarts. */
  readonly key: number
  /** What it costs, in bytes. */
  readonly size: number
  readonly class: PublicationClass
  readonly console?: string
  readonly sequence?: number
  /** Never given up: the report about what was given up. */
  readonly pinned: boolean
}
