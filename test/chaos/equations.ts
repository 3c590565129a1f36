/** Every byte and every event accounted for: the two sums that must come out in each health document. */
import type { AgentHealth } from '../../src/report/schema/agent.ts'

/** What does not add up, in sentences. */
export const broken = ({ consoles, outbox, boot }: AgentHealth): string[] => {
  const bytes = Object.entries(consoles)
    .filter(
      ([, { read, understood, ignored, unknown, damaged, pending = 0 }]) =>
        read !== understood + ignored + unknown + damaged + pending,
    )
    .map(([name, sums]) => `boot ${boot}: the bytes of ${name} do not add up: ${JSON.stringify(sums)}`)
  const { made, recovered = 0, acknowledged, depth, dropped } = outbox
  if (made + recovered === acknowledged + depth + dropped) return bytes
  return [...bytes, `boot ${boot}: the events do not add up: ${JSON.stringify(outbox)}`]
}
