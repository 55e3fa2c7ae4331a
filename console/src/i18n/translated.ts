// Translated are the words of another language: every key of the Russian ones,
// but only the plural forms that language has.
export type Translated<T> = {
  [K in keyof T as K extends `${string}_few` | `${string}_many` ? never : K]: T[K] extends string ? string : Translated<T[K]>;
};
