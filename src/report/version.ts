/** Major version of the contract; it stands in every topic and in every `dataschema`. */
export const MAJOR = 1

/** URI of the JSON Schema of an event's data or of a retained document. */
export const schemaUri = (name: string): string => `urn:ikewatch:schema:${MAJOR}:${name}`
