/** What the rest of the agent hands to delivery: one message for the broker and how it may be treated on its way. */

/** What a full outbox gives up first: transitions, then snapshots, then the rest, failures last. */
export type PublicationClass = 'transition' | 'snapshot' | 'other' | 'failure'

/**
 * One message. `retain` true makes it state: only the newest of its topic matters, an empty payload takes the topic
 * away. `retain` false with QoS 1 makes it an event: every one counts, in order. `retain` false with QoS 0 is sent
 * when the broker is there and forgotten otherwise.
 */
export type Publication = {
  readonly topic: string
  readonly payload: string
  readonly qos: 0 | 1
  readonly retain: boolean
  readonly class: PublicationClass
  /** Goes to disk at once instead of with the next batch: failing, failed, down, console.lost. */
  readonly urgent: boolean
  /** MQTT 5 content type, for example `application/cloudevents+json`. */
  readonly contentType?: string
  /** The number that the event bears in its console's stream: it goes to disk with the event, so that none is reused. */
  readonly expectSequence?: { readonly console: string; readonly sequence: number }
}
