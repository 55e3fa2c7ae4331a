// What of Swagger UI is used; its package brings no types.
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  interface Page {
    preauthorizeApiKey(scheme: string, key: string): void;
  }
  export default function SwaggerUI(options: Record<string, unknown>): Page;
}
