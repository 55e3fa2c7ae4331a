import { consoleWords } from './console';
import { orderWords } from './order';

export const ru = { ...consoleWords, ...orderWords };
