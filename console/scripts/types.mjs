// Makes src/api/schema.d.ts of the service's OpenAPI document.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

// Answers may carry fields that are not documented; the console must not read
// them, so its types do not know them.
function close(schema) {
  if (schema === null || typeof schema !== 'object') return;
  if (schema.properties && schema.additionalProperties === true) delete schema.additionalProperties;
  for (const inner of Object.values(schema)) close(inner);
}

const document = JSON.parse(await readFile(new URL('../../api/openapi.json', import.meta.url), 'utf8'));
close(document);
await writeFile(new URL('../src/api/schema.d.ts', import.meta.url), astToString(await openapiTS(document)));
