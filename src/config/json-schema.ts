import { z } from "zod";
import { fileSchema } from "./file-schema.ts";

/** The JSON schema of a configuration file, for editors that complete and check YAML by one. */
export function configSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(fileSchema, { io: "input", unrepresentable: "any" });
  return {
    $schema,
    $id: "urn:thawline:config:1",
    title: "Thawline configuration",
    ...schema,
  };
}

/** As text, as it is printed and kept in `docs/config.schema.json`. */
export function configSchemaText(): string {
  return `${JSON.stringify(configSchema(), null, 2)}\n`;
}
