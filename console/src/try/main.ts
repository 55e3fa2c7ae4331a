// The page on which operations of the API are tried, by Swagger UI. The key stays
// in this tab's memory and goes nowhere but to this server.
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import './try.css';
import { whose } from './whose';

const form = document.getElementById('key-form') as HTMLFormElement;
const field = document.getElementById('key') as HTMLInputElement;
const answer = document.getElementById('whose') as HTMLOutputElement;

const page = SwaggerUI({
  url: '/openapi.json',
  domNode: document.getElementById('operations'),
  deepLinking: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: -1,
  defaultModelExpandDepth: 2,
  filter: true,
  validatorUrl: null,
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const key = field.value.trim();
  page.preauthorizeApiKey('key', key);
  answer.textContent = '…';
  void whose(key).then((text) => (answer.textContent = text));
});
