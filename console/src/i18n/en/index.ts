import { consoleWords } from './console';
import { orderWords } from './order';

export const en = { ...consoleWords, ...orderWords };
