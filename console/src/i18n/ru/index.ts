import { consoleWords } from './console';
import { manageWords } from './manage';
import { orderWords } from './order';

export const ru = { ...consoleWords, ...orderWords, ...manageWords };
