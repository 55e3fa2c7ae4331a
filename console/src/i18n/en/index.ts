import { consoleWords } from './console';
import { manageWords } from './manage';
import { officeWords } from './office';
import { orderWords } from './order';

export const en = { ...consoleWords, ...orderWords, ...manageWords, ...officeWords };
